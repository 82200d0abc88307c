using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Hashing.Vector;

namespace Amaters.Circuits.Tests.Hashing.Vector;

public sealed class Poseidon2BlockTests
{
    [Fact]
    public void A_state_in_lanes_is_permuted_as_element_by_element()
    {
        Assert.SkipUnless(Simd.IsSupported(SimdTier.Avx512), "This processor does not support AVX-512.");
        using var block = new Poseidon2Block();
        Elements.Array[8].Sample(elements =>
        {
            var (inLanes, plain) = (elements.ToArray(), elements.ToArray());
            // Again and again, so that a fault in any lane spreads and leftovers of one call would show in the next.
            for (var i = 0; i < 3; i++)
            {
                block.Permute(inLanes);
                Poseidon2.PermutePlain(plain);
                Assert.Equal(plain, inLanes);
            }
        }, iter: 300, threads: 1);
    }

    [Fact]
    public void Other_widths_are_refused()
    {
        Assert.SkipUnless(Simd.IsSupported(SimdTier.Avx512), "This processor does not support AVX-512.");
        using var block = new Poseidon2Block();
        Assert.Throws<ArgumentOutOfRangeException>(() => block.Permute(new Fr[7]));
    }

    // Values whose limbs in lanes are all ones or all zeros stand beside ordinary ones.
    private static Gen<Fr> Elements { get; } = Gen.Frequency(
        (1, Gen.Const(Fr.Zero)),
        (2, Gen.Const(-Fr.One)),
        (2, Gen.Int[0, 254].Select(bit => Fr.FromUInt64(2).Pow((ulong)bit) - Fr.One)),
        (4, Gen.Byte.Array[Fr.WideByteCount].Select(bytes => Fr.FromWideBytes(bytes))));
}
