namespace Amaters.Prover.Engines.Vector;

/// <summary>The buffer of one transform between its two steps, kept between transforms.</summary>
internal sealed class TransformScratch<TBlock> : IDisposable
    where TBlock : unmanaged
{
    /// <summary>The matrix after the column step.</summary>
    public GrowingBuffer<TBlock> Matrix { get; } = new();

    /// <inheritdoc/>
    public void Dispose() => Matrix.Dispose();
}
