namespace Amaters.Circuits.Fields.Vector;

/// <summary><see cref="Fr"/> in four lanes of doubles (AVX2).</summary>
internal readonly unsafe struct FrDoubleLanes : IScalarLanes<FrDoubleBlock, FrDoubleConstant>
{
    /// <inheritdoc/>
    public static int Lanes => FrDoubleBlock.Lanes;

    /// <inheritdoc/>
    public static AlignedBuffer<long> CreateWorkspace() => FrDoubleKernels.CreateWorkspace();

    /// <inheritdoc/>
    public static FrDoubleConstant Constant(Fr value) => FrDoubleConstant.Of(value);

    /// <inheritdoc/>
    public static FrDoubleConstant LeavingConstant(Fr value) => FrDoubleConstant.OfLeaving(value);

    /// <inheritdoc/>
    public static void SetLane(FrDoubleBlock* r, int lane, in FrDoubleConstant constant)
    {
        for (var i = 0; i < FrDoubleBlock.LimbCount; i++)
            r->Limbs[(i * FrDoubleBlock.Lanes) + lane] = constant.Limbs[i];
    }

    /// <inheritdoc/>
    public static void Load(FrDoubleBlock* r, Fr* source) => FrDoubleKernels.Load(r, source);

    /// <inheritdoc/>
    public static void Store(Fr* target, FrDoubleBlock* a) => FrDoubleKernels.Store(target, a);

    /// <inheritdoc/>
    public static void Multiply(FrDoubleBlock* r, FrDoubleBlock* a, FrDoubleBlock* b, long* w) => FrDoubleKernels.Multiply(r, a, b, (double*)w);

    /// <inheritdoc/>
    public static void Square(FrDoubleBlock* r, FrDoubleBlock* a, long* w) => FrDoubleKernels.Square(r, a, (double*)w);

    /// <inheritdoc/>
    public static void Reduce(FrDoubleBlock* r, FrDoubleBlock* a, long* w) => FrDoubleKernels.Reduce(r, a, (double*)w);

    /// <inheritdoc/>
    public static void Add(FrDoubleBlock* r, FrDoubleBlock* a, FrDoubleBlock* b) => FrDoubleKernels.Add(r, a, b);

    /// <inheritdoc/>
    public static void AddConstant(FrDoubleBlock* r, FrDoubleBlock* a, FrDoubleConstant* c) => FrDoubleKernels.AddConstant(r, a, c);

    /// <inheritdoc/>
    public static void MultiplyByConstant(FrDoubleBlock* r, FrDoubleBlock* a, FrDoubleConstant* c, long* w) => FrDoubleKernels.MultiplyByConstant(r, a, c, (double*)w);

    /// <inheritdoc/>
    public static void Butterfly(FrDoubleBlock* a, FrDoubleBlock* b, FrDoubleConstant* c, long* w) => FrDoubleKernels.Butterfly(a, b, c, (double*)w);

    /// <inheritdoc/>
    public static void Subtract(FrDoubleBlock* r, FrDoubleBlock* a, FrDoubleBlock* b) => FrDoubleKernels.Subtract(r, a, b);

    /// <inheritdoc/>
    public static void FirstTwoLayers(FrDoubleBlock* r, FrDoubleBlock* a0, FrDoubleBlock* a1, FrDoubleBlock* a2, FrDoubleBlock* a3, FrDoubleConstant* i, long* w) =>
        FrDoubleKernels.FirstTwoLayers(r, a0, a1, a2, a3, i, (double*)w);

    /// <inheritdoc/>
    public static void Transpose(FrDoubleBlock* r, long resultStride, FrDoubleBlock* a, long stride) => FrDoubleKernels.Transpose(r, resultStride, a, stride);
}
