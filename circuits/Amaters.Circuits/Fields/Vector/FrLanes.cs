namespace Amaters.Circuits.Fields.Vector;

/// <summary><see cref="Fr"/> in eight lanes of integers (AVX-512).</summary>
internal readonly unsafe struct FrLanes : IScalarLanes<FrBlock, FrConstant>
{
    /// <inheritdoc/>
    public static int Lanes => FrBlock.Lanes;

    /// <inheritdoc/>
    public static AlignedBuffer<long> CreateWorkspace() => FrKernels.CreateWorkspace();

    /// <inheritdoc/>
    public static FrConstant Constant(Fr value) => FrConstant.Of(value);

    /// <inheritdoc/>
    public static FrConstant LeavingConstant(Fr value) => FrConstant.OfLeaving(value);

    /// <inheritdoc/>
    public static void SetLane(FrBlock* r, int lane, in FrConstant constant)
    {
        for (var i = 0; i < FrBlock.LimbCount; i++)
            r->Limbs[(i * FrBlock.Lanes) + lane] = constant.Limbs[i];
    }

    /// <inheritdoc/>
    public static void Load(FrBlock* r, Fr* source) => FrKernels.Load(r, source);

    /// <inheritdoc/>
    public static void Store(Fr* target, FrBlock* a) => FrKernels.Store(target, a);

    /// <inheritdoc/>
    public static void Multiply(FrBlock* r, FrBlock* a, FrBlock* b, long* w) => FrKernels.Multiply(r, a, b, w);

    /// <inheritdoc/>
    public static void Square(FrBlock* r, FrBlock* a, long* w) => FrKernels.Square(r, a, w);

    /// <inheritdoc/>
    public static void Reduce(FrBlock* r, FrBlock* a, long* w) => FrKernels.Reduce(r, a);

    /// <inheritdoc/>
    public static void Add(FrBlock* r, FrBlock* a, FrBlock* b) => FrKernels.Add(r, a, b);

    /// <inheritdoc/>
    public static void AddConstant(FrBlock* r, FrBlock* a, FrConstant* c) => FrKernels.AddConstant(r, a, c);

    /// <inheritdoc/>
    public static void MultiplyByConstant(FrBlock* r, FrBlock* a, FrConstant* c, long* w) => FrKernels.MultiplyByConstant(r, a, c, w);

    /// <inheritdoc/>
    public static void Butterfly(FrBlock* a, FrBlock* b, FrConstant* c, long* w) => FrKernels.Butterfly(a, b, c, w);

    /// <inheritdoc/>
    public static void Subtract(FrBlock* r, FrBlock* a, FrBlock* b) => FrKernels.Subtract(r, a, b);

    /// <inheritdoc/>
    public static void FirstTwoLayers(FrBlock* r, FrBlock* a0, FrBlock* a1, FrBlock* a2, FrBlock* a3, FrConstant* i, long* w) =>
        FrKernels.FirstTwoLayers(r, a0, a1, a2, a3, i, w);

    /// <inheritdoc/>
    public static void Transpose(FrBlock* r, long resultStride, FrBlock* a, long stride) => FrKernels.Transpose(r, resultStride, a, stride);
}
