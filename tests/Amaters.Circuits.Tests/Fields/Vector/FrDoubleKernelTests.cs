using System.Numerics;
using System.Runtime.InteropServices;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;

namespace Amaters.Circuits.Tests.Fields.Vector;

/// <summary>The four-lane Fr kernels against the plain field and against BigInteger, at the edges of the bounds that they state.</summary>
public sealed unsafe class FrDoubleKernelTests : IDisposable
{
    private const long TopOfModulus = 0x73eda7532;
    private static readonly BigInteger RadixInverse = BigInteger.ModPow(BigInteger.One << 264, Fr.Modulus - 2, Fr.Modulus);

    private readonly AlignedBuffer<long> _workspace;
    private readonly AlignedBuffer<FrDoubleBlock> _blocks = new(4);

    public FrDoubleKernelTests()
    {
        Assert.SkipUnless(Simd.IsSupported(SimdTier.Avx2), "This processor has no AVX2 with FMA: the four-lane kernels cannot run here.");
        _workspace = FrDoubleKernels.CreateWorkspace();
    }

    private FrDoubleBlock* A => _blocks.Pointer;

    private FrDoubleBlock* B => _blocks.Pointer + 1;

    private FrDoubleBlock* R => _blocks.Pointer + 2;

    private double* W => (double*)_workspace.Pointer;

    public void Dispose()
    {
        _workspace.Dispose();
        _blocks.Dispose();
    }

    [Fact]
    public void Products_equal_those_of_the_plain_field() => Gen.Select(Elements, Elements).Sample((left, right) =>
    {
        Fr[] product = new Fr[4], sum = new Fr[4], difference = new Fr[4];
        FrDoubleConstant constant = FrDoubleConstant.Of(right[0]), leave = FrDoubleConstant.OfLeaving(Fr.One);
        fixed (Fr* x = left, y = right, p = product, u = sum, v = difference)
        {
            FrDoubleKernels.Load(A, x);
            FrDoubleKernels.Load(B, y);
            FrDoubleKernels.Multiply(R, A, B, W);
            FrDoubleKernels.MultiplyByConstant(R, R, &leave, W);
            FrDoubleKernels.Store(p, R);
            FrDoubleKernels.Butterfly(A, B, &constant, W);
            FrDoubleKernels.MultiplyByConstant(A, A, &leave, W);
            FrDoubleKernels.Store(u, A);
            FrDoubleKernels.MultiplyByConstant(B, B, &leave, W);
            FrDoubleKernels.Store(v, B);
        }

        for (var l = 0; l < 4; l++)
        {
            Assert.Equal(left[l] * right[l], product[l]);
            Assert.Equal(left[l] + right[l] * right[0], sum[l]);
            Assert.Equal(left[l] - right[l] * right[0], difference[l]);
        }
    }, iter: 300, threads: 1);

    [Fact]
    public void Extreme_limbs_multiply_exactly_and_stay_within_the_stated_range() =>
        Gen.Select(Limbs(24L << 43, 1200 * TopOfModulus), Limbs(1L << 44, 300 * TopOfModulus)).Sample((x, y) =>
        {
            Fill(A, x);
            Fill(B, y);
            FrDoubleKernels.Multiply(R, A, B, W);
            for (var l = 0; l < 4; l++)
            {
                var product = Integer(A, l) * Integer(B, l);
                Assert.Equal(Residue(product * RadixInverse), Residue(Integer(R, l)));
                for (var i = 0; i < FrDoubleBlock.LimbCount - 1; i++)
                    Assert.InRange(R->Limbs[(4 * i) + l], -(1L << 43), 1L << 43);
                Assert.True(BigInteger.Abs(Integer(R, l)) <= (BigInteger.Abs(product) >> 264) + Fr.Modulus + (Fr.Modulus >> 40));
            }
        }, iter: 1000, threads: 1);

    [Fact]
    public void Leaving_reduces_every_representative_within_its_range() => Gen.Select(Limbs(1L << 48, 250 * TopOfModulus), Gen.Int[-249, 249]).Sample((limbs, multiple) =>
    {
        Fill(A, limbs);

        // One lane holds an exact multiple of p: it must leave as zero.
        var exact = multiple * Fr.Modulus;
        for (var i = 0; i < FrDoubleBlock.LimbCount; i++)
            A->Limbs[4 * i] = i < 5 ? (double)((exact >> (44 * i)) & ((1L << 44) - 1)) : (double)(exact >> 220);
        var target = new Fr[4];
        fixed (Fr* to = target)
            FrDoubleKernels.Store(to, A);
        for (var l = 0; l < 4; l++)
        {
            var words = MemoryMarshal.Cast<Fr, ulong>(target.AsSpan(l, 1));
            BigInteger actual = 0;
            for (var i = 3; i >= 0; i--)
                actual = (actual << 64) + words[i];
            Assert.Equal(Residue(Integer(A, l)), actual);
        }
    }, iter: 500, threads: 1);

    private static Gen<Fr[]> Elements { get; } = Gen.Frequency(
        (1, Gen.Const(Fr.Zero)), (1, Gen.Const(-Fr.One)), (1, Gen.Const(Fr.One)), (4, Gen.Byte.Array[Fr.WideByteCount].Select(bytes => Fr.FromWideBytes(bytes)))).Array[4];

    private static Gen<long[]> Limbs(long limb, long top) => Gen.Select(Limb(limb).Array[20], Limb(top).Array[4], (lower, upper) => (long[])[.. lower, .. upper]);

    private static Gen<long> Limb(long bound)
    {
        long[] edges = [bound, -bound, 0, 1, -1, bound - 1, 1 - bound];
        return Gen.OneOf(Gen.Int[0, edges.Length - 1].Select(i => edges[i]), Gen.Long[-bound, bound]);
    }

    private static void Fill(FrDoubleBlock* block, long[] limbs)
    {
        for (var i = 0; i < limbs.Length; i++)
            block->Limbs[i] = limbs[i];
    }

    private static BigInteger Integer(FrDoubleBlock* block, int lane)
    {
        BigInteger value = 0;
        for (var i = FrDoubleBlock.LimbCount - 1; i >= 0; i--)
            value = (value << FrDoubleBlock.LimbBits) + (BigInteger)block->Limbs[(4 * i) + lane];
        return value;
    }

    private static BigInteger Residue(BigInteger value) => ((value % Fr.Modulus) + Fr.Modulus) % Fr.Modulus;
}
