using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;

namespace Amaters.Circuits.Tests.Fields.Vector;

/// <summary>Slow views of blocks, for tests: lanes as integers.</summary>
internal static unsafe class FrLanes
{
    public static BigInteger Modulus { get; } = (-Fr.One).ToBigInteger() + 1;

    public static BigInteger Radix { get; } = BigInteger.One << (FrBlock.LimbCount * FrBlock.LimbBits);

    public static BigInteger RadixInverse { get; } = BigInteger.ModPow(Radix, Modulus - 2, Modulus);

    /// <summary>The integer Σ limbᵢ·2^(52i) of a lane, not reduced.</summary>
    public static BigInteger Integer(FrBlock* block, int lane)
    {
        BigInteger value = 0;
        for (var i = FrBlock.LimbCount - 1; i >= 0; i--)
            value = (value << FrBlock.LimbBits) + block->Limbs[(8 * i) + lane];
        return value;
    }

    public static BigInteger Residue(BigInteger value) => ((value % Modulus) + Modulus) % Modulus;

    public static void SkipWithoutAvx512() =>
        Assert.SkipUnless(Simd.IsSupported(SimdTier.Avx512), "This processor has no AVX-512 DQ: the eight-lane kernels cannot run here.");
}
