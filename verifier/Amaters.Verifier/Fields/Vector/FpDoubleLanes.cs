using Amaters.Circuits.Fields.Vector;

namespace Amaters.Verifier.Fields.Vector;

/// <summary><see cref="Fp"/> in four lanes of doubles, the coordinate field of G1: y² = x³ + 4.</summary>
internal readonly unsafe struct FpDoubleLanes : IBaseLanes<FpDoubleBlock>
{
    /// <inheritdoc/>
    public static int Lanes => FpDoubleBlock.Lanes;

    /// <inheritdoc/>
    public static int LinesPerElement => 1;

    /// <inheritdoc/>
    public static AlignedBuffer<long> CreateWorkspace() => FpDoubleKernels.CreateWorkspace(IBaseLanes<FpDoubleBlock>.SpareBlocks + 1);

    /// <inheritdoc/>
    public static FpDoubleBlock* Spare(long* w, int index) => FpDoubleKernels.ExtraBlock((double*)w, index);

    /// <inheritdoc/>
    public static void WriteLine(FpLine* line, in Fp value) => FpDoubleKernels.WriteLine(line, value);

    /// <inheritdoc/>
    public static void NegateLine(FpLine* line) => FpDoubleKernels.NegateLine(line);

    /// <inheritdoc/>
    public static Fp ReadLine(FpLine* line) => FpDoubleKernels.ReadLine(line);

    /// <inheritdoc/>
    public static void Multiply(FpDoubleBlock* r, FpDoubleBlock* a, FpDoubleBlock* b, long* w) => FpDoubleKernels.Multiply(r, a, b, (double*)w);

    /// <inheritdoc/>
    public static void Square(FpDoubleBlock* r, FpDoubleBlock* a, long* w) => FpDoubleKernels.Square(r, a, (double*)w);

    /// <inheritdoc/>
    public static void Invert(FpDoubleBlock* r, FpDoubleBlock* a, long* w) => LaneInversion<FpDoubleLanes, FpDoubleBlock>.Invert(r, a, w);

    /// <inheritdoc/>
    public static void Add(FpDoubleBlock* r, FpDoubleBlock* a, FpDoubleBlock* b, long* w) => FpDoubleKernels.Add(r, a, b, (double*)w);

    /// <inheritdoc/>
    public static void Subtract(FpDoubleBlock* r, FpDoubleBlock* a, FpDoubleBlock* b, long* w) => FpDoubleKernels.Subtract(r, a, b, (double*)w);

    /// <inheritdoc/>
    public static void AddReduced(FpDoubleBlock* r, FpDoubleBlock* a, FpDoubleBlock* b, long* w) => FpDoubleKernels.AddReduced(r, a, b, (double*)w);

    /// <inheritdoc/>
    public static void SubtractReduced(FpDoubleBlock* r, FpDoubleBlock* a, FpDoubleBlock* b, long* w) => FpDoubleKernels.SubtractReduced(r, a, b, (double*)w);

    /// <inheritdoc/>
    public static void SubtractBothReduced(FpDoubleBlock* r, FpDoubleBlock* a, FpDoubleBlock* b, FpDoubleBlock* c, long* w) => FpDoubleKernels.SubtractBothReduced(r, a, b, c, (double*)w);

    /// <inheritdoc/>
    public static void SubtractTwiceReduced(FpDoubleBlock* r, FpDoubleBlock* a, FpDoubleBlock* b, FpDoubleBlock* c, long* w) => FpDoubleKernels.SubtractTwiceReduced(r, a, b, c, (double*)w);

    /// <inheritdoc/>
    public static void TripleReduced(FpDoubleBlock* r, FpDoubleBlock* a, long* w) => FpDoubleKernels.TripleReduced(r, a, (double*)w);

    /// <inheritdoc/>
    public static void MultiplyByThreeBReduced(FpDoubleBlock* r, FpDoubleBlock* a, long* w) => FpDoubleKernels.TwelvefoldReduced(r, a, (double*)w);

    /// <inheritdoc/>
    public static void Negate(FpDoubleBlock* r, FpDoubleBlock* a) => FpDoubleKernels.Negate(r, a);

    /// <inheritdoc/>
    public static void SetOne(FpDoubleBlock* r) => FpDoubleKernels.SetOne(r);

    /// <inheritdoc/>
    public static uint ZeroLanes(FpDoubleBlock* a, long* w) => FpDoubleKernels.ZeroLanes(a, FpDoubleKernels.ExtraBlock((double*)w, IBaseLanes<FpDoubleBlock>.SpareBlocks), (double*)w);

    /// <inheritdoc/>
    public static void Blend(FpDoubleBlock* r, FpDoubleBlock* a, uint lanes) => FpDoubleKernels.Blend(r, a, lanes);

    /// <inheritdoc/>
    public static void Gather(FpDoubleBlock* r, FpLine* lines, uint* selectors) => FpDoubleKernels.Gather(r, lines, selectors);

    /// <inheritdoc/>
    public static void GatherSigned(FpDoubleBlock* r, FpLine* lines, uint* selectors) => FpDoubleKernels.GatherSigned(r, lines, selectors);

    /// <inheritdoc/>
    public static void Scatter(FpLine* lines, uint* positions, FpDoubleBlock* a) => FpDoubleKernels.Scatter(lines, positions, a);
}
