using System.Numerics;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Tests.Fields.Vector;

/// <summary>The eight-lane Fp kernels against the plain field and against BigInteger, at the edges of the bounds that they state.</summary>
public sealed unsafe class FpKernelTests : IDisposable
{
    /// <summary>A balanced digit with the slack that additions leave, and the top limb of 8p.</summary>
    private const long LimbBound = (1L << 54) + 64, TopBound = 8 * 0x68047ea67c4a7;

    private readonly AlignedBuffer<long> _workspace = FpKernels.CreateWorkspace(extraBlocks: 4);
    private readonly AlignedBuffer<FpBlock> _blocks = new(6);

    private FpBlock* A => _blocks.Pointer;

    private FpBlock* B => _blocks.Pointer + 1;

    private FpBlock* C => _blocks.Pointer + 2;

    private FpBlock* R => _blocks.Pointer + 3;

    private long* W => _workspace.Pointer;

    public FpKernelTests() => FpLaneView.SkipWithoutAvx512();

    public void Dispose()
    {
        _workspace.Dispose();
        _blocks.Dispose();
    }

    [Fact]
    public void A_line_keeps_its_element()
    {
        foreach (var edge in Elements.FpEdges)
        {
            var line = FpLine.From(edge);
            Assert.Equal(edge, FpLine.ToFp(&line));
        }

        Elements.Fp.Sample(value =>
        {
            var line = FpLine.From(value);
            for (var i = 0; i < FpBlock.LimbCount; i++)
                Assert.InRange(line.Limbs[i], -(1L << 54), 1L << 54);
            Assert.Equal(value, FpLine.ToFp(&line));
        }, threads: 1);
    }

    [Fact]
    public void Products_equal_those_of_the_plain_field() => Gen.Select(Elements.Fp.Array[8], Elements.Fp.Array[8]).Sample((left, right) =>
    {
        for (var l = 0; l < 8; l++)
        {
            FpLaneView.Put(A, l, left[l]);
            FpLaneView.Put(B, l, right[l]);
        }

        FpKernels.Multiply(R, A, B, W);
        FpKernels.Square(C, A, W);
        for (var l = 0; l < 8; l++)
        {
            Assert.Equal(left[l] * right[l], FpLaneView.Get(R, l));
            Assert.Equal(left[l].Square(), FpLaneView.Get(C, l));
        }
    }, iter: 200, threads: 1);

    [Fact]
    public void Extreme_limbs_multiply_exactly_and_stay_within_the_stated_range() => Gen.Select(Limbs, Limbs).Sample((x, y) =>
    {
        Fill(A, x);
        Fill(B, y);
        FpKernels.Multiply(R, A, B, W);
        FpKernels.Square(C, A, W);
        for (var l = 0; l < 8; l++)
        {
            CheckProduct(R, l, FpLaneView.Integer(A, l) * FpLaneView.Integer(B, l));
            CheckProduct(C, l, FpLaneView.Integer(A, l) * FpLaneView.Integer(A, l));
        }
    }, iter: 1000, threads: 1);

    [Fact]
    public void A_result_may_replace_either_operand() => Gen.Select(Limbs, Limbs).Sample((x, y) =>
    {
        Fill(A, x);
        Fill(B, y);
        FpKernels.Multiply(R, A, B, W);
        FpKernels.Multiply(A, A, B, W);
        AssertSame(R, A);
        Fill(A, x);
        FpKernels.Multiply(B, A, B, W);
        AssertSame(R, B);
        FpKernels.Square(R, A, W);
        FpKernels.Square(A, A, W);
        AssertSame(R, A);
        Fill(A, x);
        Fill(B, y);
        FpKernels.SubtractTwiceReduced(R, A, B, B);
        FpKernels.SubtractTwiceReduced(B, A, B, B);
        AssertSame(R, B);
    }, iter: 100, threads: 1);

    [Fact]
    public void Linear_combinations_are_exact_and_stay_within_the_stated_range() => Gen.Select(Limbs, Limbs, Limbs).Sample((x, y, z) =>
    {
        Fill(A, x);
        Fill(B, y);
        Fill(C, z);
        Check(R => FpKernels.Add((FpBlock*)R, A, B), (a, b, c) => a + b, reduced: false);
        Check(R => FpKernels.Subtract((FpBlock*)R, A, B), (a, b, c) => a - b, reduced: false);
        Check(R => FpKernels.Reduce((FpBlock*)R, A), (a, b, c) => a, reduced: true);
        Check(R => FpKernels.AddReduced((FpBlock*)R, A, B), (a, b, c) => a + b, reduced: true);
        Check(R => FpKernels.SubtractReduced((FpBlock*)R, A, B), (a, b, c) => a - b, reduced: true);
        Check(R => FpKernels.SubtractBothReduced((FpBlock*)R, A, B, C), (a, b, c) => a - b - c, reduced: true);
        Check(R => FpKernels.SubtractTwiceReduced((FpBlock*)R, A, B, C), (a, b, c) => a - (2 * b) - c, reduced: true);
        Check(R => FpKernels.DoubleReduced((FpBlock*)R, A), (a, b, c) => 2 * a, reduced: true);
        Check(R => FpKernels.TripleReduced((FpBlock*)R, A), (a, b, c) => 3 * a, reduced: true);
        Check(R => FpKernels.TwelvefoldReduced((FpBlock*)R, A), (a, b, c) => 12 * a, reduced: true);
    }, iter: 300, threads: 1);

    [Fact]
    public void Sums_of_many_terms_are_carried_and_reduced_exactly() => Gen.Select(Limb(56 * LimbBound).Array[48], Limb(56 * TopBound / 8).Array[8], Limb(TopBound).Array[8]).Sample((lower, top, smallTop) =>
    {
        // 56 limbs added up without a carry, the value within 56p; for the plain carry within 8p.
        Fill(A, [.. lower, .. top]);
        Check(R => FpKernels.ReduceSum((FpBlock*)R, A), (a, b, c) => a, reduced: true);
        Fill(A, [.. lower, .. smallTop]);
        Check(R => FpKernels.CarrySum((FpBlock*)R, A), (a, b, c) => a, reduced: false);
    }, iter: 300, threads: 1);

    [Fact]
    public void Zero_is_seen_in_every_disguise_and_nowhere_else() => Gen.Select(Gen.Int[-8, 8].Array[8], Gen.Int[0, 255], Limbs).Sample((multiples, zeros, limbs) =>
    {
        Fill(A, limbs);
        for (var l = 0; l < 8; l++)
        {
            if ((zeros >> l & 1) == 0)
                continue;
            // multiples[l]·p in unbalanced digits, with a further amount moved between two limbs.
            var value = multiples[l] * Fp.Modulus;
            for (var i = 0; i < FpBlock.LimbCount - 1; i++, value >>= 55)
                A->Limbs[(8 * i) + l] = (long)(value & ((1L << 55) - 1));
            A->Limbs[48 + l] = (long)value;
            A->Limbs[l] -= 1L << 55;
            A->Limbs[8 + l] += 1;
        }

        var expected = 0u;
        for (var l = 0; l < 8; l++)
            expected |= FpLaneView.Residue(FpLaneView.Integer(A, l)).IsZero ? 1u << l : 0;
        Assert.Equal((uint)zeros, expected & (uint)zeros);
        Assert.Equal(expected, FpKernels.ZeroLanes(A, FpKernels.ExtraBlock(W, 0)));
    }, iter: 500, threads: 1);

    [Fact]
    public void Lanes_gather_and_scatter_with_their_signs() => Gen.Select(Elements.Fp.Array[20], Gen.Int[0, 39].Array[8]).Sample((values, selectors) =>
    {
        using var lines = new AlignedBuffer<FpLine>(28);
        for (var i = 0; i < values.Length; i++)
            lines.Pointer[i] = FpLine.From(values[i]);
        uint* chosen = stackalloc uint[8], places = stackalloc uint[8];
        for (var l = 0; l < 8; l++)
        {
            chosen[l] = (uint)selectors[l];
            places[l] = (uint)(27 - l);
        }

        FpKernels.Gather(A, lines.Pointer, chosen);
        FpKernels.GatherSigned(B, lines.Pointer, chosen);
        FpKernels.Scatter(lines.Pointer, places, B);
        for (var l = 0; l < 8; l++)
        {
            var value = values[selectors[l] / 2];
            var signed = selectors[l] % 2 == 0 ? value : -value;
            Assert.Equal(value, FpLaneView.Get(A, l));
            Assert.Equal(signed, FpLaneView.Get(B, l));
            Assert.Equal(signed, FpLine.ToFp(lines.Pointer + places[l]));
        }
    }, iter: 100, threads: 1);

    private static Gen<long[]> Limbs { get; } = Gen.Select(Limb(LimbBound).Array[48], Limb(TopBound).Array[8], (lower, top) => (long[])[.. lower, .. top]);

    private static Gen<long> Limb(long bound)
    {
        long[] edges = [bound, -bound, 0, 1, -1, bound - 1, 1 - bound];
        return Gen.OneOf(Gen.Int[0, edges.Length - 1].Select(i => edges[i]), Gen.Long[-bound, bound]);
    }

    private static void Fill(FpBlock* block, long[] limbs)
    {
        for (var i = 0; i < limbs.Length; i++)
            block->Limbs[i] = limbs[i];
    }

    private static void AssertSame(FpBlock* expected, FpBlock* actual) =>
        Assert.True(new Span<long>(expected, 56).SequenceEqual(new Span<long>(actual, 56)));

    private static void CheckProduct(FpBlock* result, int lane, BigInteger product)
    {
        var actual = FpLaneView.Integer(result, lane);
        Assert.Equal(FpLaneView.Residue(product * FpLaneView.RadixInverse), FpLaneView.Residue(actual));
        for (var i = 0; i < FpBlock.LimbCount - 1; i++)
            Assert.InRange(result->Limbs[(8 * i) + lane], -(1L << 54), (1L << 54) - 1);
        Assert.True(BigInteger.Abs(actual) <= (BigInteger.Abs(product) / FpLaneView.Radix) + Fp.Modulus + (Fp.Modulus >> 50));
    }

    private void Check(Action<nint> kernel, Func<BigInteger, BigInteger, BigInteger, BigInteger> expected, bool reduced)
    {
        kernel((nint)R);
        for (var l = 0; l < 8; l++)
        {
            var exact = expected(FpLaneView.Integer(A, l), FpLaneView.Integer(B, l), FpLaneView.Integer(C, l));
            var actual = FpLaneView.Integer(R, l);
            if (reduced)
            {
                Assert.Equal(FpLaneView.Residue(exact), FpLaneView.Residue(actual));
                Assert.True(2 * BigInteger.Abs(actual) <= Fp.Modulus + (Fp.Modulus >> 39));
            }
            else
            {
                Assert.Equal(exact, actual);
            }

            for (var i = 0; i < FpBlock.LimbCount - 1; i++)
                Assert.InRange(R->Limbs[(8 * i) + l], -LimbBound, LimbBound);
        }
    }
}
