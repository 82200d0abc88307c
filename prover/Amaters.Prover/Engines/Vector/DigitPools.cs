namespace Amaters.Prover.Engines.Vector;

/// <summary>Buffers that digits are written and sorted in.</summary>
internal sealed class DigitPools : IDisposable
{
    /// <summary>One for each vector of scalars at a time.</summary>
    public ObjectPool<DigitScratch> Scratches { get; } = new();

    /// <summary>Half-sorted entries, one buffer for each thread at a time.</summary>
    public ObjectPool<GrowingBuffer<uint>> Parts { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Scratches.Dispose();
        Parts.Dispose();
    }
}
