using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Curve.Vector;

/// <summary>Finds points of G2 from their x-coordinates, one in every lane: solves the equation and checks the subgroup.</summary>
/// <typeparam name="TBase">Lanes of <see cref="Fp"/>.</typeparam>
/// <typeparam name="TBlock">Their block.</typeparam>
internal sealed unsafe class G2Decompressor<TBase, TBlock> : IDisposable
    where TBase : IBaseLanes<TBlock>
    where TBlock : unmanaged
{
    private readonly LanePoints<QuadraticLanes<TBase, TBlock>, QuadraticBlock<TBlock>> _sums = new();
    private readonly LanePower<TBase, TBlock> _power = new();
    private readonly LaneValues<TBase, TBlock> _lanes = new();
    private readonly AlignedBuffer<QuadraticBlock<TBlock>> _blocks = new(8);
    private readonly AlignedBuffer<TBlock> _parts = new(7);

    public G2Decompressor()
    {
        LoadAll(B, G2Affine.B);
        LoadAll(TwistX, FrobeniusConstants.TwistX);
        LoadAll(TwistY, FrobeniusConstants.TwistY);
        _lanes.LoadAll(Half, Fp.One.Half());
    }

    private QuadraticBlock<TBlock>* B => _blocks.Pointer;

    private QuadraticBlock<TBlock>* TwistX => _blocks.Pointer + 1;

    private QuadraticBlock<TBlock>* TwistY => _blocks.Pointer + 2;

    private TBlock* Half => _parts.Pointer;

    /// <inheritdoc/>
    public void Dispose()
    {
        _sums.Dispose();
        _power.Dispose();
        _lanes.Dispose();
        _blocks.Dispose();
        _parts.Dispose();
    }

    /// <summary>
    /// Bit l of the result is set when lane l's point was found and is in the subgroup; only then points[l] is of use. Points whose y² lies in Fp are
    /// not found here: none is in the subgroup with more than negligible probability, and the plain decoder knows them.
    /// </summary>
    /// <param name="x">The x-coordinates.</param>
    /// <param name="takesLargerY">For each whether y is the larger of the two roots.</param>
    /// <param name="points">Receives the points.</param>
    public uint Decompress(ReadOnlySpan<Fp2> x, ReadOnlySpan<bool> takesLargerY, Span<G2Affine> points)
    {
        QuadraticBlock<TBlock>* bx = _blocks.Pointer + 3, by = bx + 1, square = bx + 2, t = bx + 3;
        var w = _sums.Workspace;
        Load(bx, x);
        QuadraticLanes<TBase, TBlock>.Square(t, bx, w);
        QuadraticLanes<TBase, TBlock>.Multiply(t, t, bx, w);
        QuadraticLanes<TBase, TBlock>.AddReduced(square, t, B, w);
        TakeRoot(by, square, w);
        QuadraticLanes<TBase, TBlock>.Square(t, by, w);
        QuadraticLanes<TBase, TBlock>.Subtract(t, t, square, w);
        var valid = QuadraticLanes<TBase, TBlock>.ZeroLanes(t, w);
        valid &= LanesInSubgroup(bx, by, t, w);

        var y = Store(by);
        for (var lane = 0; lane < TBase.Lanes; lane++)
            points[lane] = G2Affine.FromCoordinatesUnchecked(x[lane], y[lane].IsLexicographicallyLargest == takesLargerY[lane] ? y[lane] : -y[lane]);
        return valid;
    }

    // The complex method of Fp2.TrySquareRoot for c₁ ≠ 0. With s² = c₀² + c₁² and d = (c₀ + s)/2, let r = d^((p−3)/4), x = d·r and k = r·c₁/2.
    // If d is a square, then x² = d and 1/x = r, and x + k·u is a root. If not, then x² = −d and 1/x = −r, and −k + x·u is one.
    private void TakeRoot(QuadraticBlock<TBlock>* y, QuadraticBlock<TBlock>* c, long* w)
    {
        TBlock* s = _parts.Pointer + 1, d = s + 1, r = s + 2, k = s + 3, t = s + 4, norm = s + 5;
        TBase.Square(norm, &c->C0, w);
        TBase.Square(t, &c->C1, w);
        TBase.AddReduced(norm, norm, t, w);
        _power.Raise(s, norm, FixedExponents.SquareRoot, w);
        TBase.AddReduced(d, &c->C0, s, w);
        TBase.Multiply(d, d, Half, w);
        _power.Raise(r, d, FixedExponents.InverseSquareRoot, w);
        TBase.Multiply(k, &c->C1, Half, w);
        TBase.Multiply(k, k, r, w);
        TBase.Multiply(r, r, d, w);
        TBase.Square(t, r, w);
        TBase.Subtract(t, t, d, w);
        var squares = TBase.ZeroLanes(t, w);
        TBase.Negate(&y->C0, k);
        y->C1 = *r;
        TBase.Blend(&y->C0, r, squares);
        TBase.Blend(&y->C1, k, squares);
    }

    // (X : Y : Z) = [|x|]P for the curve seed x; in the subgroup exactly when (X : −Y : Z) = ψ(P), see G2Affine.IsInSubgroup.
    private uint LanesInSubgroup(QuadraticBlock<TBlock>* x, QuadraticBlock<TBlock>* y, QuadraticBlock<TBlock>* t, long* w)
    {
        var addend = _sums.Addend;
        addend->X = *x;
        addend->Y = *y;
        QuadraticLanes<TBase, TBlock>.SetOne(&addend->Z);
        _sums.MultiplyAddendBySeedMagnitude();

        Conjugate(t, x);
        QuadraticLanes<TBase, TBlock>.Multiply(t, t, TwistX, w);
        QuadraticLanes<TBase, TBlock>.Multiply(t, t, &_sums.Sum->Z, w);
        QuadraticLanes<TBase, TBlock>.Subtract(t, t, &_sums.Sum->X, w);
        var members = QuadraticLanes<TBase, TBlock>.ZeroLanes(t, w);
        Conjugate(t, y);
        QuadraticLanes<TBase, TBlock>.Multiply(t, t, TwistY, w);
        QuadraticLanes<TBase, TBlock>.Multiply(t, t, &_sums.Sum->Z, w);
        QuadraticLanes<TBase, TBlock>.Add(t, t, &_sums.Sum->Y, w);
        return members & QuadraticLanes<TBase, TBlock>.ZeroLanes(t, w);
    }

    private static void Conjugate(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a)
    {
        r->C0 = a->C0;
        TBase.Negate(&r->C1, &a->C1);
    }

    private void LoadAll(QuadraticBlock<TBlock>* r, in Fp2 value)
    {
        _lanes.LoadAll(&r->C0, value.C0);
        _lanes.LoadAll(&r->C1, value.C1);
    }

    private void Load(QuadraticBlock<TBlock>* r, ReadOnlySpan<Fp2> values)
    {
        Span<Fp> c0 = new Fp[TBase.Lanes], c1 = new Fp[TBase.Lanes];
        for (var lane = 0; lane < TBase.Lanes; lane++)
        {
            c0[lane] = values[lane].C0;
            c1[lane] = values[lane].C1;
        }

        _lanes.Load(&r->C0, c0);
        _lanes.Load(&r->C1, c1);
    }

    private Fp2[] Store(QuadraticBlock<TBlock>* a)
    {
        Span<Fp> c0 = new Fp[TBase.Lanes], c1 = new Fp[TBase.Lanes];
        _lanes.Store(c0, &a->C0);
        _lanes.Store(c1, &a->C1);
        var values = new Fp2[TBase.Lanes];
        for (var lane = 0; lane < TBase.Lanes; lane++)
            values[lane] = new Fp2(c0[lane], c1[lane]);
        return values;
    }
}
