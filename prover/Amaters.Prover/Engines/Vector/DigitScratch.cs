namespace Amaters.Prover.Engines.Vector;

/// <summary>The buffers behind one <see cref="SortedDigits"/>, kept for the next.</summary>
internal sealed class DigitScratch : IDisposable
{
    /// <summary>Signed digits, window by window.</summary>
    public GrowingBuffer<short> Digits { get; } = new();

    /// <summary>Entries sorted by bucket, window by window.</summary>
    public GrowingBuffer<uint> Entries { get; } = new();

    /// <summary>For each window and bucket the end of its entries.</summary>
    public GrowingBuffer<int> Ends { get; } = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        Digits.Dispose();
        Entries.Dispose();
        Ends.Dispose();
    }
}
