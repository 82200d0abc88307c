using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Tests.Hashing.Vector;

public sealed class BulkCompressionTests
{
    [Theory]
    [InlineData(SimdTier.Avx512)]
    [InlineData(SimdTier.Avx2)]
    public void Hashes_in_lanes_equal_single_hashes(SimdTier tier)
    {
        Assert.SkipUnless(Simd.IsSupported(tier), $"This processor does not support {tier}.");
        using var lanes = BulkCompression.OfTier(tier);
        Gen.Select(HashInputs.Any.Array[8 * 19], Gen.Int[0, 19]).Sample((elements, count) =>
        {
            var results = new Fr[count];
            lanes.H8(elements.AsSpan(0, 8 * count), results);
            for (var i = 0; i < count; i++)
                Assert.Equal(Compression.H8(elements.AsSpan(8 * i, 8)), results[i]);
        }, iter: 30, threads: 1);
    }

    [Fact]
    public void The_tier_of_the_process_gives_the_same_hashes() => HashInputs.Any.Array[8 * 9].Sample(elements =>
    {
        for (var count = 0; count <= 9; count++)
        {
            var results = new Fr[count];
            BulkCompression.H8(elements.AsSpan(0, 8 * count), results);
            for (var i = 0; i < count; i++)
                Assert.Equal(Compression.H8(elements.AsSpan(8 * i, 8)), results[i]);
        }
    }, iter: 3);

    [Fact]
    public void Eight_inputs_are_demanded_for_each_result() =>
        Assert.Throws<ArgumentException>(() => BulkCompression.H8(new Fr[15], new Fr[2]));
}
