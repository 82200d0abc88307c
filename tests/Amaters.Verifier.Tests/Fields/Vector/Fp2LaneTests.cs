using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Tests.Fields.Vector;

/// <summary>Eight-lane Fp2 against the plain field.</summary>
public sealed unsafe class Fp2LaneTests : IDisposable
{
    private readonly AlignedBuffer<long> _workspace = Fp2Lanes.CreateWorkspace();
    private readonly AlignedBuffer<Fp2Block> _blocks = new(4);

    private Fp2Block* A => _blocks.Pointer;

    private Fp2Block* B => _blocks.Pointer + 1;

    private Fp2Block* R => _blocks.Pointer + 2;

    private long* W => _workspace.Pointer;

    public Fp2LaneTests() => FpLaneView.SkipWithoutAvx512();

    public void Dispose()
    {
        _workspace.Dispose();
        _blocks.Dispose();
    }

    [Fact]
    public void Arithmetic_equals_that_of_the_plain_field() => Gen.Select(Elements.Fp2.Array[8], Elements.Fp2.Array[8]).Sample((left, right) =>
    {
        right[0] = left[0];
        for (var l = 0; l < 8; l++)
        {
            FpLaneView.Put(A, l, left[l]);
            FpLaneView.Put(B, l, right[l]);
        }

        var threeB = new Fp2(Fp.FromUInt64(12), Fp.FromUInt64(12));
        Check(R => Fp2Lanes.Multiply((Fp2Block*)R, A, B, W), (a, b) => a * b);
        Check(R => Fp2Lanes.Square((Fp2Block*)R, A, W), (a, b) => a.Square());
        Check(R => Fp2Lanes.Add((Fp2Block*)R, A, B), (a, b) => a + b);
        Check(R => Fp2Lanes.Subtract((Fp2Block*)R, A, B), (a, b) => a - b);
        Check(R => Fp2Lanes.AddReduced((Fp2Block*)R, A, B), (a, b) => a + b);
        Check(R => Fp2Lanes.SubtractReduced((Fp2Block*)R, A, B), (a, b) => a - b);
        Check(R => Fp2Lanes.SubtractBothReduced((Fp2Block*)R, A, B, B), (a, b) => a - b - b);
        Check(R => Fp2Lanes.SubtractTwiceReduced((Fp2Block*)R, A, B, A), (a, b) => -(b + b));
        Check(R => Fp2Lanes.TripleReduced((Fp2Block*)R, A), (a, b) => a + a + a);
        Check(R => Fp2Lanes.MultiplyByThreeBReduced((Fp2Block*)R, A), (a, b) => a * threeB);
        Check(R => Fp2Lanes.SetOne((Fp2Block*)R), (a, b) => Fp2.One);
        Fp2Lanes.Subtract(R, A, B);
        var zeros = 0u;
        for (var l = 0; l < 8; l++)
            zeros |= left[l] == right[l] ? 1u << l : 0;
        Assert.Equal(zeros, Fp2Lanes.ZeroLanes(R, W));

        void Check(Action<nint> operation, Func<Fp2, Fp2, Fp2> expected)
        {
            operation((nint)R);
            for (var l = 0; l < 8; l++)
                Assert.Equal(expected(left[l], right[l]), FpLaneView.Get(R, l));
        }
    }, iter: 100, threads: 1);

    [Fact]
    public void A_result_may_replace_an_operand() => Gen.Select(Elements.Fp2.Array[8], Elements.Fp2.Array[8]).Sample((left, right) =>
    {
        for (var l = 0; l < 8; l++)
        {
            FpLaneView.Put(A, l, left[l]);
            FpLaneView.Put(B, l, right[l]);
        }

        Fp2Lanes.Multiply(B, A, B, W);
        Fp2Lanes.Square(A, A, W);
        for (var l = 0; l < 8; l++)
        {
            Assert.Equal(left[l] * right[l], FpLaneView.Get(B, l));
            Assert.Equal(left[l].Square(), FpLaneView.Get(A, l));
        }
    }, iter: 50, threads: 1);

    [Fact]
    public void Inverses_undo_their_elements_and_zero_stays_zero() => Elements.Fp2.Array[8].Sample(values =>
    {
        values[3] = Fp2.Zero;
        for (var l = 0; l < 8; l++)
            FpLaneView.Put(A, l, values[l]);
        Fp2Lanes.Invert(R, A, W);
        for (var l = 0; l < 8; l++)
            Assert.Equal(values[l].Inverse(), FpLaneView.Get(R, l));
    }, iter: 10, threads: 1);
}
