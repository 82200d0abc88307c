using System.Numerics;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Tests.Fields.Vector;

/// <summary>The four-lane Fp kernels against BigInteger at the edges of the bounds that they state.</summary>
public sealed unsafe class FpDoubleKernelTests : IDisposable
{
    private const long LimbBound = (1L << 47) + 64, TopBound = 8 * 0x1a0111ea397f;
    private static readonly BigInteger RadixInverse = BigInteger.ModPow(BigInteger.One << 384, Fp.Modulus - 2, Fp.Modulus);

    private readonly AlignedBuffer<long> _workspace;
    private readonly AlignedBuffer<FpDoubleBlock> _blocks = new(4);

    public FpDoubleKernelTests()
    {
        Assert.SkipUnless(Simd.IsSupported(SimdTier.Avx2), "This processor has no AVX2 with FMA: the four-lane kernels cannot run here.");
        _workspace = FpDoubleKernels.CreateWorkspace(1);
    }

    private FpDoubleBlock* A => _blocks.Pointer;

    private FpDoubleBlock* B => _blocks.Pointer + 1;

    private FpDoubleBlock* R => _blocks.Pointer + 2;

    private double* W => (double*)_workspace.Pointer;

    public void Dispose()
    {
        _workspace.Dispose();
        _blocks.Dispose();
    }

    [Fact]
    public void Extreme_limbs_multiply_exactly_and_stay_within_the_stated_range() => Gen.Select(Limbs, Limbs).Sample((x, y) =>
    {
        Fill(A, x);
        Fill(B, y);
        FpDoubleKernels.Multiply(R, A, B, W);
        for (var l = 0; l < 4; l++)
            CheckProduct(l, Integer(A, l) * Integer(B, l));
        FpDoubleKernels.Square(R, A, W);
        for (var l = 0; l < 4; l++)
            CheckProduct(l, Integer(A, l) * Integer(A, l));
        for (var l = 0; l < 4; l++)
            A->Limbs[28 + l] = Math.Truncate(A->Limbs[28 + l] / 2);
        FpDoubleKernels.TwelvefoldReduced(R, A, W);
        for (var l = 0; l < 4; l++)
        {
            Assert.Equal(Residue(12 * Integer(A, l)), Residue(Integer(R, l)));
            Assert.True(2 * BigInteger.Abs(Integer(R, l)) <= Fp.Modulus + (Fp.Modulus >> 29));
        }
    }, iter: 1000, threads: 1);

    private static Gen<long[]> Limbs { get; } = Gen.Select(Limb(LimbBound).Array[28], Limb(TopBound).Array[4], (lower, top) => (long[])[.. lower, .. top]);

    private static Gen<long> Limb(long bound)
    {
        long[] edges = [bound, -bound, 0, 1, -1, bound - 1, 1 - bound];
        return Gen.OneOf(Gen.Int[0, edges.Length - 1].Select(i => edges[i]), Gen.Long[-bound, bound]);
    }

    private static void Fill(FpDoubleBlock* block, long[] limbs)
    {
        for (var i = 0; i < limbs.Length; i++)
            block->Limbs[i] = limbs[i];
    }

    private static BigInteger Integer(FpDoubleBlock* block, int lane)
    {
        BigInteger value = 0;
        for (var i = FpDoubleBlock.LimbCount - 1; i >= 0; i--)
            value = (value << FpDoubleBlock.LimbBits) + (BigInteger)block->Limbs[(4 * i) + lane];
        return value;
    }

    private static BigInteger Residue(BigInteger value) => ((value % Fp.Modulus) + Fp.Modulus) % Fp.Modulus;

    private void CheckProduct(int lane, BigInteger product)
    {
        Assert.Equal(Residue(product * RadixInverse), Residue(Integer(R, lane)));
        for (var i = 0; i < FpDoubleBlock.LimbCount - 1; i++)
            Assert.InRange(R->Limbs[(4 * i) + lane], -(1L << 47), 1L << 47);
        Assert.True(BigInteger.Abs(Integer(R, lane)) <= (BigInteger.Abs(product) >> 384) + Fp.Modulus + (Fp.Modulus >> 40));
    }
}
