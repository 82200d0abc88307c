using Amaters.Circuits.Fields.Vector;

namespace Amaters.Verifier.Fields.Vector;

/// <summary><see cref="Fp"/> in eight lanes, the coordinate field of G1: y² = x³ + 4.</summary>
internal readonly unsafe struct FpLanes : IBaseLanes<FpBlock>
{
    /// <inheritdoc/>
    public static int Lanes => FpBlock.Lanes;

    /// <inheritdoc/>
    public static int LinesPerElement => 1;

    /// <inheritdoc/>
    public static AlignedBuffer<long> CreateWorkspace() => FpKernels.CreateWorkspace(IBaseLanes<FpBlock>.SpareBlocks + 1);

    /// <inheritdoc/>
    public static FpBlock* Spare(long* w, int index) => FpKernels.ExtraBlock(w, index);

    /// <inheritdoc/>
    public static void WriteLine(FpLine* line, in Fp value) => *line = FpLine.From(value);

    /// <inheritdoc/>
    public static void NegateLine(FpLine* line) => FpLine.Negate(line);

    /// <inheritdoc/>
    public static Fp ReadLine(FpLine* line) => FpLine.ToFp(line);

    /// <inheritdoc/>
    public static void Multiply(FpBlock* r, FpBlock* a, FpBlock* b, long* w) => FpKernels.Multiply(r, a, b, w);

    /// <inheritdoc/>
    public static void Square(FpBlock* r, FpBlock* a, long* w) => FpKernels.Square(r, a, w);

    /// <inheritdoc/>
    public static void Invert(FpBlock* r, FpBlock* a, long* w) => LaneInversion<FpLanes, FpBlock>.Invert(r, a, w);

    /// <inheritdoc/>
    public static void Add(FpBlock* r, FpBlock* a, FpBlock* b, long* w) => FpKernels.Add(r, a, b);

    /// <inheritdoc/>
    public static void Subtract(FpBlock* r, FpBlock* a, FpBlock* b, long* w) => FpKernels.Subtract(r, a, b);

    /// <inheritdoc/>
    public static void AddReduced(FpBlock* r, FpBlock* a, FpBlock* b, long* w) => FpKernels.AddReduced(r, a, b);

    /// <inheritdoc/>
    public static void SubtractReduced(FpBlock* r, FpBlock* a, FpBlock* b, long* w) => FpKernels.SubtractReduced(r, a, b);

    /// <inheritdoc/>
    public static void SubtractBothReduced(FpBlock* r, FpBlock* a, FpBlock* b, FpBlock* c, long* w) => FpKernels.SubtractBothReduced(r, a, b, c);

    /// <inheritdoc/>
    public static void SubtractTwiceReduced(FpBlock* r, FpBlock* a, FpBlock* b, FpBlock* c, long* w) => FpKernels.SubtractTwiceReduced(r, a, b, c);

    /// <inheritdoc/>
    public static void TripleReduced(FpBlock* r, FpBlock* a, long* w) => FpKernels.TripleReduced(r, a);

    /// <inheritdoc/>
    public static void MultiplyByThreeBReduced(FpBlock* r, FpBlock* a, long* w) => FpKernels.TwelvefoldReduced(r, a);

    /// <inheritdoc/>
    public static void Negate(FpBlock* r, FpBlock* a) => FpKernels.Negate(r, a);

    /// <inheritdoc/>
    public static void SetOne(FpBlock* r) => FpKernels.SetOne(r);

    /// <inheritdoc/>
    public static uint ZeroLanes(FpBlock* a, long* w) => FpKernels.ZeroLanes(a, FpKernels.ExtraBlock(w, IBaseLanes<FpBlock>.SpareBlocks));

    /// <inheritdoc/>
    public static void Blend(FpBlock* r, FpBlock* a, uint lanes) => FpKernels.Blend(r, a, lanes);

    /// <inheritdoc/>
    public static void Gather(FpBlock* r, FpLine* lines, uint* selectors) => FpKernels.Gather(r, lines, selectors);

    /// <inheritdoc/>
    public static void GatherSigned(FpBlock* r, FpLine* lines, uint* selectors) => FpKernels.GatherSigned(r, lines, selectors);

    /// <inheritdoc/>
    public static void Scatter(FpLine* lines, uint* positions, FpBlock* a) => FpKernels.Scatter(lines, positions, a);
}
