using Amaters.Circuits.Fields.Vector;

namespace Amaters.Circuits.Tests.Fields.Vector;

public sealed class SimdTests
{
    [Theory]
    [InlineData("avx512", SimdTier.Avx512)]
    [InlineData("avx2", SimdTier.Avx2)]
    [InlineData("plain", SimdTier.Plain)]
    public void A_named_tier_is_taken_or_refused_never_replaced(string wish, SimdTier tier)
    {
        if (Simd.IsSupported(tier))
            Assert.Equal(tier, Simd.Choose(wish));
        else
            Assert.Contains(wish, Assert.Throws<PlatformNotSupportedException>(() => Simd.Choose(wish)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AVX512")]
    [InlineData("fast")]
    public void An_unknown_tier_is_an_error_that_lists_the_known_ones(string wish) =>
        Assert.Contains("avx512, avx2 or plain", Assert.Throws<InvalidOperationException>(() => Simd.Choose(wish)).Message, StringComparison.Ordinal);

    [Fact]
    public void Without_a_wish_the_best_supported_tier_is_taken()
    {
        var best = Enum.GetValues<SimdTier>().Where(Simd.IsSupported).Max();
        Assert.Equal(best, Simd.Choose(null));
        Assert.Equal(best, Simd.Choose(""));
    }
}
