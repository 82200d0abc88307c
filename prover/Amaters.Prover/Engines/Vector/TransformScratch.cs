using Amaters.Circuits.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>The buffer of one transform between its two steps, kept between transforms.</summary>
internal sealed class TransformScratch : IDisposable
{
    /// <summary>The matrix after the column step.</summary>
    public GrowingBuffer<FrBlock> Matrix { get; } = new();

    /// <inheritdoc/>
    public void Dispose() => Matrix.Dispose();
}
