using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Tests.Fields.Vector;

/// <summary>Fields in lanes against the plain field: everything that curve formulas use, also on results of earlier operations.</summary>
internal sealed unsafe class LaneFieldChecks<TElement, TField, TBlock> : ILaneFieldChecks
    where TElement : unmanaged, IFieldElement<TElement>
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    private readonly Gen<TElement> _elements;
    private readonly TElement _threeB;
    private readonly AlignedBuffer<long> _workspace;
    private readonly AlignedBuffer<TBlock> _blocks = new(5);
    private readonly AlignedBuffer<FpLine> _lines = new(64);

    public LaneFieldChecks(Gen<TElement> elements, TElement threeB)
    {
        _elements = elements;
        _threeB = threeB;
        _workspace = TField.CreateWorkspace();
    }

    private TBlock* A => _blocks.Pointer;

    private TBlock* B => _blocks.Pointer + 1;

    private TBlock* R => _blocks.Pointer + 2;

    private TBlock* S => _blocks.Pointer + 3;

    private long* W => _workspace.Pointer;

    public void Dispose()
    {
        _workspace.Dispose();
        _blocks.Dispose();
        _lines.Dispose();
    }

    public void Arithmetic_equals_that_of_the_plain_field() => Gen.Select(_elements.Array[TField.Lanes], _elements.Array[TField.Lanes]).Sample((left, right) =>
    {
        right[0] = left[0];
        Put(A, left);
        Put(B, right);
        Check(R => TField.Multiply((TBlock*)R, A, B, W), (a, b) => a * b);
        Check(R => TField.Square((TBlock*)R, A, W), (a, b) => a.Square());
        Check(R => TField.Add((TBlock*)R, A, B, W), (a, b) => a + b);
        Check(R => TField.Subtract((TBlock*)R, A, B, W), (a, b) => a - b);
        Check(R => TField.AddReduced((TBlock*)R, A, B, W), (a, b) => a + b);
        Check(R => TField.SubtractReduced((TBlock*)R, A, B, W), (a, b) => a - b);
        Check(R => TField.SubtractBothReduced((TBlock*)R, A, B, B, W), (a, b) => a - b - b);
        Check(R => TField.SubtractTwiceReduced((TBlock*)R, A, B, A, W), (a, b) => -(b + b));
        Check(R => TField.TripleReduced((TBlock*)R, A, W), (a, b) => a + a + a);
        Check(R => TField.MultiplyByThreeBReduced((TBlock*)R, A, W), (a, b) => a * _threeB);
        Check(R => TField.Negate((TBlock*)R, A), (a, b) => -a);
        Check(R => TField.SetOne((TBlock*)R), (a, b) => TElement.One);

        void Check(Action<nint> operation, Func<TElement, TElement, TElement> expected)
        {
            operation((nint)R);
            AssertEqual([.. left.Zip(right, expected)], R);

            // Once more on the result itself: (result − b)² must still be exact.
            TField.Subtract(S, R, B, W);
            TField.Square(S, S, W);
            AssertEqual([.. left.Zip(right, (a, b) => (expected(a, b) - b).Square())], S);
        }
    }, iter: 60, threads: 1);

    public void A_result_may_replace_an_operand() => Gen.Select(_elements.Array[TField.Lanes], _elements.Array[TField.Lanes]).Sample((left, right) =>
    {
        Put(A, left);
        Put(B, right);
        TField.Multiply(B, A, B, W);
        TField.Square(A, A, W);
        AssertEqual([.. left.Zip(right, (a, b) => a * b)], B);
        AssertEqual([.. left.Select(a => a.Square())], A);
    }, iter: 50, threads: 1);

    public void Zero_lanes_are_seen_and_lanes_chosen() => Gen.Select(_elements.Array[TField.Lanes], _elements.Array[TField.Lanes], Gen.UInt).Sample((left, right, lanes) =>
    {
        for (var l = 0; l < TField.Lanes; l++)
        {
            if ((lanes >> l & 1) != 0)
                right[l] = left[l];
        }

        Put(A, left);
        Put(B, right);
        TField.Subtract(R, A, B, W);
        var zeros = 0u;
        for (var l = 0; l < TField.Lanes; l++)
            zeros |= left[l].Equals(right[l]) ? 1u << l : 0;
        Assert.Equal(zeros, TField.ZeroLanes(R, W));
        TField.Multiply(R, R, B, W);
        Assert.Equal(zeros, TField.ZeroLanes(R, W) & zeros);

        TField.Blend(A, B, lanes >> 8);
        AssertEqual([.. left.Select((a, l) => (lanes >> (8 + l) & 1) != 0 ? right[l] : a)], A);
    }, iter: 200, threads: 1);

    public void Inverses_undo_their_elements_and_zero_stays_zero() => _elements.Array[TField.Lanes].Sample(values =>
    {
        values[^1] = TElement.Zero;
        Put(A, values);
        TField.Invert(R, A, W);
        AssertEqual([.. values.Select(value => value.Inverse())], R);
    }, iter: 10, threads: 1);

    public void Elements_at_rest_are_gathered_with_their_signs() => Gen.Select(_elements.Array[16], Gen.Int[0, 31].Array[8]).Sample((values, choices) =>
    {
        for (var i = 0; i < values.Length; i++)
            Write(_lines.Pointer + (i * TField.LinesPerElement), values[i]);
        var selectors = stackalloc uint[TField.Lanes];
        for (var l = 0; l < TField.Lanes; l++)
            selectors[l] = (uint)((choices[l] / 2 * TField.LinesPerElement * 2) + (choices[l] % 2));
        TField.Gather(A, _lines.Pointer, selectors);
        TField.GatherSigned(B, _lines.Pointer, selectors);
        AssertEqual([.. choices.Take(TField.Lanes).Select(choice => values[choice / 2])], A);
        AssertEqual([.. choices.Take(TField.Lanes).Select(choice => choice % 2 == 0 ? values[choice / 2] : -values[choice / 2])], B);
        for (var line = 0; line < TField.LinesPerElement; line++)
            TField.NegateLine(_lines.Pointer + line);
        Assert.Equal(-values[0], Read(_lines.Pointer));
    }, iter: 100, threads: 1);

    private static void Write(FpLine* lines, TElement value)
    {
        var components = (Fp*)&value;
        for (var line = 0; line < TField.LinesPerElement; line++)
            TField.WriteLine(lines + line, components[line]);
    }

    private static TElement Read(FpLine* lines)
    {
        TElement value = default;
        var components = (Fp*)&value;
        for (var line = 0; line < TField.LinesPerElement; line++)
            components[line] = TField.ReadLine(lines + line);
        return value;
    }

    private void Put(TBlock* block, TElement[] values)
    {
        var selectors = stackalloc uint[TField.Lanes];
        for (var l = 0; l < TField.Lanes; l++)
        {
            selectors[l] = (uint)(2 * l * TField.LinesPerElement);
            Write(_lines.Pointer + (l * TField.LinesPerElement), values[l]);
        }

        TField.Gather(block, _lines.Pointer, selectors);
    }

    private void AssertEqual(TElement[] expected, TBlock* block)
    {
        var places = stackalloc uint[TField.Lanes];
        for (var l = 0; l < TField.Lanes; l++)
            places[l] = (uint)(l * TField.LinesPerElement) + 32;
        TField.Scatter(_lines.Pointer, places, block);
        for (var l = 0; l < TField.Lanes; l++)
            Assert.Equal(expected[l], Read(_lines.Pointer + places[l]));
    }
}
