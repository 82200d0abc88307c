namespace Amaters.Circuits.Fields.Vector;

/// <summary>What transforms and hashes over blocks need of <see cref="Fr"/>, so that they are written once for any number of lanes.</summary>
/// <remarks>
/// w is a workspace from <see cref="CreateWorkspace"/>, used by one thread at a time. "Lazy" operands may have been added to a few times
/// since they were last a product; the bounds are those of the kernels behind.
/// </remarks>
/// <typeparam name="TBlock">A block of <see cref="Lanes"/> elements.</typeparam>
/// <typeparam name="TConstant">An element that is the same in all lanes.</typeparam>
internal unsafe interface IScalarLanes<TBlock, TConstant>
    where TBlock : unmanaged
    where TConstant : unmanaged
{
    /// <summary>Elements of a block.</summary>
    static abstract int Lanes { get; }

    /// <summary>Scratch and constants for one thread.</summary>
    static abstract AlignedBuffer<long> CreateWorkspace();

    /// <summary>The constant that multiplies by a value.</summary>
    static abstract TConstant Constant(Fr value);

    /// <summary>The constant that multiplies by a value and makes the product ready for <see cref="Store"/>.</summary>
    static abstract TConstant LeavingConstant(Fr value);

    /// <summary>Sets one lane of a block to a constant.</summary>
    static abstract void SetLane(TBlock* r, int lane, in TConstant constant);

    /// <summary>Enters the block form.</summary>
    static abstract void Load(TBlock* r, Fr* source);

    /// <summary>Leaves the block form; the block must come from a product with a leaving constant, and may be lazy.</summary>
    static abstract void Store(Fr* target, TBlock* a);

    /// <summary>r = a·b; a may be lazy.</summary>
    static abstract void Multiply(TBlock* r, TBlock* a, TBlock* b, long* w);

    /// <summary>r = a², for a sum of at most two carried values.</summary>
    static abstract void Square(TBlock* r, TBlock* a, long* w);

    /// <summary>r = a, carried and near the least representative: below 0.51p in magnitude; a may be a sum of up to fifty carried values.</summary>
    static abstract void Reduce(TBlock* r, TBlock* a, long* w);

    /// <summary>r = a + b, lazy.</summary>
    static abstract void Add(TBlock* r, TBlock* a, TBlock* b);

    /// <summary>r = a + c, lazy.</summary>
    static abstract void AddConstant(TBlock* r, TBlock* a, TConstant* c);

    /// <summary>r = a·c; a may be lazy.</summary>
    static abstract void MultiplyByConstant(TBlock* r, TBlock* a, TConstant* c, long* w);

    /// <summary>(a, b) = (a + b·c, a − b·c); both may be lazy.</summary>
    static abstract void Butterfly(TBlock* a, TBlock* b, TConstant* c, long* w);

    /// <summary>r = a − b, lazy.</summary>
    static abstract void Subtract(TBlock* r, TBlock* a, TBlock* b);

    /// <summary>First two layers of a transform: r₀, r₂ = (a₀ + a₁) ± (a₂ + a₃), r₁, r₃ = (a₀ − a₁) ± i·(a₂ − a₃).</summary>
    static abstract void FirstTwoLayers(TBlock* r, TBlock* a0, TBlock* a1, TBlock* a2, TBlock* a3, TConstant* i, long* w);

    /// <summary>Lane l of a[stride·k] becomes lane k of r[resultStride·l], strides in blocks.</summary>
    static abstract void Transpose(TBlock* r, long resultStride, TBlock* a, long stride);
}
