using Amaters.Ledger.Client.Encryption;

namespace Amaters.Ledger.Client.Tests.Encryption;

public sealed class SizeBucketsTests
{
    [Fact]
    public void There_are_thirteen_buckets()
    {
        var buckets = Enumerable.Range(0, SizeBuckets.Largest + 1).Where(SizeBuckets.Contains).ToArray();
        Assert.Equal([256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072, 262144, 524288, 1048576], buckets);
    }

    [Fact]
    public void A_length_gets_the_smallest_bucket_that_holds_it() =>
        Gen.Int[0, SizeBuckets.Largest].Sample(length =>
        {
            var bucket = SizeBuckets.For(length);
            Assert.True(SizeBuckets.Contains(bucket) && bucket >= length);
            Assert.True(bucket == SizeBuckets.Smallest || bucket / 2 < length);
        });

    [Theory]
    [InlineData(-1)]
    [InlineData(SizeBuckets.Largest + 1)]
    public void No_bucket_holds_more_than_the_largest(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SizeBuckets.For(length));
}
