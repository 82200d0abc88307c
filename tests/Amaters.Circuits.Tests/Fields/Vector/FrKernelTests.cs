using System.Numerics;
using System.Runtime.InteropServices;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;

namespace Amaters.Circuits.Tests.Fields.Vector;

/// <summary>The eight-lane Fr kernels against the plain field and against BigInteger, at the edges of the bounds that they state.</summary>
public sealed unsafe class FrKernelTests : IDisposable
{
    private const long Digit = (1L << 52) - 1;
    private readonly AlignedBuffer<long>? _workspace = Simd.IsSupported(SimdTier.Avx512) ? FrKernels.CreateWorkspace() : null;
    private readonly AlignedBuffer<FrBlock> _blocks = new(4);

    private FrBlock* A => _blocks.Pointer;

    private FrBlock* B => _blocks.Pointer + 1;

    private FrBlock* R => _blocks.Pointer + 2;

    private long* W
    {
        get
        {
            FrLanes.SkipWithoutAvx512();
            return _workspace!.Pointer;
        }
    }

    public void Dispose()
    {
        _workspace?.Dispose();
        _blocks.Dispose();
    }

    [Fact]
    public void Elements_survive_entering_and_leaving()
    {
        _ = W;
        Elements.Sample(source =>
        {
            var leave = FrConstant.OfLeaving(Fr.One);
            var target = new Fr[8];
            fixed (Fr* from = source, to = target)
            {
                FrKernels.Load(A, from);
                FrKernels.MultiplyByConstant(R, A, &leave, W);
                FrKernels.Store(to, R);
            }

            Assert.Equal(source, target);
        }, iter: 200, threads: 1);
    }

    [Fact]
    public void Products_equal_those_of_the_plain_field()
    {
        _ = W;
        Gen.Select(Elements, Elements).Sample((left, right) =>
        {
            Fr[] product = new Fr[8], square = new Fr[8], scaled = new Fr[8], sum = new Fr[8], difference = new Fr[8];
            var constant = FrConstant.Of(right[0]);
            fixed (Fr* x = left, y = right, p = product, q = square, s = scaled, u = sum, v = difference)
            {
                FrKernels.Load(A, x);
                FrKernels.Load(B, y);
                FrKernels.Multiply(R, A, B, W);
                Leave(p);
                FrKernels.Square(R, A, W);
                Leave(q);
                FrKernels.MultiplyByConstant(R, A, &constant, W);
                Leave(s);
                FrKernels.Butterfly(A, B, &constant, W);
                *R = *A;
                Leave(u);
                *R = *B;
                Leave(v);
            }

            for (var l = 0; l < 8; l++)
            {
                Assert.Equal(left[l] * right[l], product[l]);
                Assert.Equal(left[l] * left[l], square[l]);
                Assert.Equal(left[l] * right[0], scaled[l]);
                Assert.Equal(left[l] + right[l] * right[0], sum[l]);
                Assert.Equal(left[l] - right[l] * right[0], difference[l]);
            }
        }, iter: 300, threads: 1);

        void Leave(Fr* target)
        {
            var constant = FrConstant.OfLeaving(Fr.One);
            FrKernels.MultiplyByConstant(R, R, &constant, W);
            FrKernels.Store(target, R);
        }
    }

    [Fact]
    public void Extreme_limbs_multiply_exactly_and_stay_within_the_stated_range()
    {
        const long lazy = 12 * (1L << 52);
        const long lazyTop = 120 * 0x73eda753299d;
        const long carriedTop = 20 * 0x73eda753299d;
        Gen.Select(LimbBlock(lazy, lazyTop, signed: true), LimbBlock(Digit, carriedTop, signed: false), LimbBlock(1L << 53, carriedTop, signed: true)).Sample((x, y, z) =>
        {
            Fill(A, x);
            Fill(B, y);
            FrKernels.Multiply(R, A, B, W);
            for (var l = 0; l < 8; l++)
                CheckProduct(FrLanes.Integer(A, l), FrLanes.Integer(B, l), l);

            FrConstant constant = default;
            for (var i = 0; i < 5; i++)
            {
                constant.Limbs[i] = i < 4 ? y[8 * i] : y[8 * i] % 0x73eda753299d;
                constant.Doubles[i] = constant.Limbs[i];
            }

            BigInteger broadcast = 0;
            for (var i = 4; i >= 0; i--)
                broadcast = (broadcast << 52) + constant.Limbs[i];
            FrKernels.MultiplyByConstant(R, A, &constant, W);
            for (var l = 0; l < 8; l++)
                CheckProduct(FrLanes.Integer(A, l), broadcast, l);

            Fill(A, z);
            FrKernels.Square(R, A, W);
            for (var l = 0; l < 8; l++)
                CheckProduct(FrLanes.Integer(A, l), FrLanes.Integer(A, l), l);
        }, iter: 500, threads: 1);
    }

    [Fact]
    public void A_result_may_replace_either_operand()
    {
        Gen.Select(Elements, Elements).Sample((left, right) =>
        {
            fixed (Fr* x = left, y = right)
            {
                FrKernels.Load(A, x);
                FrKernels.Load(B, y);
            }

            FrKernels.Multiply(R, A, B, W);
            FrBlock first = *A, second = *B, expected = *R;
            FrKernels.Multiply(A, A, B, W);
            AssertSame(expected, *A);
            *A = first;
            FrKernels.Multiply(B, A, B, W);
            AssertSame(expected, *B);
            *B = second;
            FrKernels.Multiply(R, A, A, W);
            FrKernels.Square(A, A, W);
            for (var l = 0; l < 8; l++)
                Assert.Equal(FrLanes.Residue(FrLanes.Integer(R, l)), FrLanes.Residue(FrLanes.Integer(A, l)));
        }, iter: 50, threads: 1);
    }

    [Fact]
    public void Leaving_reduces_every_representative_within_its_range()
    {
        _ = W;
        Gen.Select(LimbBlock(1L << 56, 120 * 0x73eda753299d, signed: true), Gen.Int[-119, 119]).Sample((limbs, multiple) =>
        {
            Fill(A, limbs);

            // One lane holds an exact multiple of p: it must leave as zero.
            var exact = multiple * FrLanes.Modulus;
            for (var i = 0; i < 5; i++)
                A->Limbs[8 * i] = i < 4 ? (long)((exact >> (52 * i)) & Digit) : (long)(exact >> 208);
            var target = new Fr[8];
            fixed (Fr* to = target)
                FrKernels.Store(to, A);
            for (var l = 0; l < 8; l++)
                Assert.Equal(FrLanes.Residue(FrLanes.Integer(A, l)), RawInteger(target[l]));
        }, iter: 500, threads: 1);
    }

    private static Gen<Fr[]> Elements { get; } =
        Gen.OneOf(
            OneOf(Fr.Zero, Fr.One, -Fr.One, -Fr.One - Fr.One, Fr.FromUInt64(ulong.MaxValue)),
            Gen.ULong.Array[4].Select(limbs => Fr.FromBigInteger(Assemble(limbs)))).Array[8];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static BigInteger Assemble(ulong[] words) => (((((BigInteger)words[3] << 64) + words[2] << 64) + words[1]) << 64) + words[0];

    private static Gen<long[]> LimbBlock(long limb, long top, bool signed)
    {
        Gen<long> Limb(long bound) => Gen.OneOf(
            OneOf(bound, signed ? -bound : 0, 0L, 1L, bound - 1, Math.Min(bound, 1L << 51)),
            Gen.Long[signed ? -bound : 0, bound]);
        return Gen.Select(Limb(limb).Array[32], Limb(top).Array[8], (lower, upper) => (long[])[.. lower, .. upper]);
    }

    private static void Fill(FrBlock* block, long[] limbs)
    {
        for (var i = 0; i < limbs.Length; i++)
            block->Limbs[i] = limbs[i];
    }

    private static void AssertSame(FrBlock expected, FrBlock actual) =>
        Assert.True(MemoryMarshal.AsBytes(new Span<FrBlock>(ref expected)).SequenceEqual(MemoryMarshal.AsBytes(new Span<FrBlock>(ref actual))));

    private static BigInteger RawInteger(Fr value) => Assemble(MemoryMarshal.Cast<Fr, ulong>(new Span<Fr>(ref value)).ToArray());

    private void CheckProduct(BigInteger x, BigInteger y, int lane)
    {
        var actual = FrLanes.Integer(R, lane);
        Assert.Equal(FrLanes.Residue(x * y * FrLanes.RadixInverse), FrLanes.Residue(actual));
        for (var i = 0; i < 4; i++)
            Assert.InRange(R->Limbs[(8 * i) + lane], 0, Digit);
        var bound = BigInteger.Abs(x * y) / FrLanes.Radix + FrLanes.Modulus + (FrLanes.Modulus >> 50) + 1;
        Assert.True(BigInteger.Abs(actual) <= bound);
    }
}
