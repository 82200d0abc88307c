using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>The bucket sums of one multi-scalar multiplication, kept between multiplications. All zero while nobody uses them.</summary>
internal sealed class BucketScratch : IDisposable
{
    /// <summary>Sums of buckets, or of the parts of a bucket that chunks have cut.</summary>
    public GrowingBuffer<FpLine> Slots { get; } = new();

    /// <summary>1 for a slot that holds a point.</summary>
    public GrowingBuffer<byte> Filled { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Slots.Dispose();
        Filled.Dispose();
    }
}
