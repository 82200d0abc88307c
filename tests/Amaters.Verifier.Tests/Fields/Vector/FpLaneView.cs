using System.Numerics;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Tests.Fields.Vector;

/// <summary>Slow views of blocks, for tests: lanes as integers and as plain elements.</summary>
internal static unsafe class FpLaneView
{
    public static BigInteger Radix { get; } = BigInteger.One << (FpBlock.LimbCount * FpBlock.LimbBits);

    public static BigInteger RadixInverse { get; } = BigInteger.ModPow(Radix, Fp.Modulus - 2, Fp.Modulus);

    /// <summary>The integer Σ limbᵢ·2^(55i) of a lane, not reduced.</summary>
    public static BigInteger Integer(FpBlock* block, int lane)
    {
        BigInteger value = 0;
        for (var i = FpBlock.LimbCount - 1; i >= 0; i--)
            value = (value << FpBlock.LimbBits) + block->Limbs[(8 * i) + lane];
        return value;
    }

    public static BigInteger Residue(BigInteger value) => ((value % Fp.Modulus) + Fp.Modulus) % Fp.Modulus;

    public static void Put(FpBlock* block, int lane, in Fp value)
    {
        var line = FpLine.From(value);
        for (var i = 0; i < FpBlock.LimbCount; i++)
            block->Limbs[(8 * i) + lane] = line.Limbs[i];
    }

    public static Fp Get(FpBlock* block, int lane)
    {
        FpLine line = default;
        for (var i = 0; i < FpBlock.LimbCount; i++)
            line.Limbs[i] = block->Limbs[(8 * i) + lane];
        return FpLine.ToFp(&line);
    }

    public static void SkipWithoutAvx512() =>
        Assert.SkipUnless(Simd.IsSupported(SimdTier.Avx512), "This processor has no AVX-512 DQ: the eight-lane kernels cannot run here.");
}
