using Amaters.Prover.Batches;

namespace Amaters.Fuzz.Targets;

/// <summary>The JSON form of a batch. White space and hexadecimal case are free, so it is the second writing that must equal the first.</summary>
internal sealed class BatchJsonTarget : IFuzzTarget
{
    public string Name => "batch-json";

    public IReadOnlyList<byte[]> Seeds { get; } = [ProverSeeds.BatchFile];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!BatchJson.TryRead(input, out var batch, out _))
            return false;
        var written = BatchJson.Write(batch);
        if (!BatchJson.TryRead(written, out var again, out var reason))
            throw new FindingException($"A batch that was read is refused when written: {reason}.");
        FindingException.ThrowUnlessSame(written, BatchJson.Write(again));
        return true;
    }

    // Records become a state tree and signed commands are executed.
    public long AllocationLimit(int inputByteCount) => (4L * 1024 * 1024) + (256L * inputByteCount);
}
