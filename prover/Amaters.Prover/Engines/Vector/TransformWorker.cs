using Amaters.Circuits.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>What one thread needs for transforms, kept between them.</summary>
internal sealed unsafe class TransformWorker : IDisposable
{
    private readonly AlignedBuffer<long> _workspace = FrKernels.CreateWorkspace();

    /// <summary>Workspace of the kernels.</summary>
    public long* Workspace => _workspace.Pointer;

    /// <summary>Eight columns under transformation.</summary>
    public GrowingBuffer<FrBlock> Blocks { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        _workspace.Dispose();
        Blocks.Dispose();
    }
}
