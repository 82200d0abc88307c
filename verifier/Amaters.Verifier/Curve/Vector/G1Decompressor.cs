using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Curve.Vector;

/// <summary>Finds points of G1 from their x-coordinates, one in every lane: solves the equation and checks the subgroup.</summary>
/// <typeparam name="TField">Lanes of <see cref="Fp"/>.</typeparam>
/// <typeparam name="TBlock">Their block.</typeparam>
internal sealed unsafe class G1Decompressor<TField, TBlock> : IDisposable
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    private readonly LanePoints<TField, TBlock> _sums = new();
    private readonly LanePower<TField, TBlock> _power = new();
    private readonly LaneValues<TField, TBlock> _lanes = new();
    private readonly AlignedBuffer<TBlock> _blocks = new(6);
    private readonly Fp[] _y = new Fp[TField.Lanes];

    public G1Decompressor()
    {
        _lanes.LoadAll(B, G1Affine.B);
        _lanes.LoadAll(Beta, FrobeniusConstants.CubeRootOfUnity);
    }

    private TBlock* B => _blocks.Pointer;

    private TBlock* Beta => _blocks.Pointer + 1;

    /// <inheritdoc/>
    public void Dispose()
    {
        _sums.Dispose();
        _power.Dispose();
        _lanes.Dispose();
        _blocks.Dispose();
    }

    /// <summary>Bit l of the result is set when lane l's point exists and is in the subgroup; only then points[l] is of use.</summary>
    /// <param name="x">The x-coordinates.</param>
    /// <param name="takesLargerY">For each whether y is the larger of the two roots.</param>
    /// <param name="points">Receives the points.</param>
    public uint Decompress(ReadOnlySpan<Fp> x, ReadOnlySpan<bool> takesLargerY, Span<G1Affine> points)
    {
        TBlock* bx = _blocks.Pointer + 2, by = bx + 1, square = bx + 2, t = bx + 3;
        var w = _sums.Workspace;
        _lanes.Load(bx, x);

        // y = (x³ + 4)^((p + 1)/4), a root where y² = x³ + 4
        TField.Square(t, bx, w);
        TField.Multiply(t, t, bx, w);
        TField.AddReduced(square, t, B, w);
        _power.Raise(by, square, FixedExponents.SquareRoot, w);
        TField.Square(t, by, w);
        TField.Subtract(t, t, square, w);
        var valid = TField.ZeroLanes(t, w);

        // (X : Y : Z) = [x²]P for the curve seed x; in the subgroup exactly when (X : −Y : Z) = φ(P) = (βx : y : 1), see G1Affine.IsInSubgroup
        var addend = _sums.Addend;
        addend->X = *bx;
        addend->Y = *by;
        TField.SetOne(&addend->Z);
        _sums.MultiplyAddendBySeedMagnitude();
        *addend = *_sums.Sum;
        _sums.MultiplyAddendBySeedMagnitude();
        TField.Multiply(t, bx, Beta, w);
        TField.Multiply(t, t, &_sums.Sum->Z, w);
        TField.Subtract(t, t, &_sums.Sum->X, w);
        valid &= TField.ZeroLanes(t, w);
        TField.Multiply(t, by, &_sums.Sum->Z, w);
        TField.Add(t, t, &_sums.Sum->Y, w);
        valid &= TField.ZeroLanes(t, w);

        _lanes.Store(_y, by);
        for (var lane = 0; lane < TField.Lanes; lane++)
            points[lane] = G1Affine.FromCoordinatesUnchecked(x[lane], _y[lane].IsLexicographicallyLargest == takesLargerY[lane] ? _y[lane] : -_y[lane]);
        return valid;
    }
}
