using Amaters.Circuits.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>What one thread needs for transforms, kept between them.</summary>
internal sealed unsafe class TransformWorker<TField, TBlock, TConstant> : IDisposable
    where TField : IScalarLanes<TBlock, TConstant>
    where TBlock : unmanaged
    where TConstant : unmanaged
{
    private readonly AlignedBuffer<long> _workspace = TField.CreateWorkspace();

    /// <summary>Workspace of the kernels.</summary>
    public long* Workspace => _workspace.Pointer;

    /// <summary>Columns under transformation.</summary>
    public GrowingBuffer<TBlock> Blocks { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        _workspace.Dispose();
        Blocks.Dispose();
    }
}
