using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>The buffers of one multi-scalar multiplication, kept between multiplications.</summary>
internal sealed class BucketScratch : IDisposable
{
    /// <summary>Signed digits, window by window.</summary>
    public GrowingBuffer<short> Digits { get; } = new();

    /// <summary>Selectors of points sorted by bucket, window by window.</summary>
    public GrowingBuffer<uint> Sorted { get; } = new();

    /// <summary>For each window and bucket the end of its points among the sorted ones.</summary>
    public GrowingBuffer<int> Ends { get; } = new();

    /// <summary>Sums of buckets, or of the parts of a bucket that chunks have cut.</summary>
    public GrowingBuffer<FpLine> Slots { get; } = new();

    /// <summary>1 for a slot that holds a point.</summary>
    public GrowingBuffer<byte> Filled { get; } = new();

    /// <summary>Overwrites what tells of the scalars.</summary>
    public void Clear()
    {
        Digits.Clear();
        Sorted.Clear();
        Ends.Clear();
        Slots.Clear();
        Filled.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Digits.Dispose();
        Sorted.Dispose();
        Ends.Dispose();
        Slots.Dispose();
        Filled.Dispose();
    }
}
