using Amaters.Circuits.Statements;

namespace Amaters.Fuzz.Targets;

/// <summary>What a prover is sent of a batch; decoding executes the batch along its paths.</summary>
internal sealed class BatchTraceTarget : IFuzzTarget
{
    public string Name => "batch-trace";

    public IReadOnlyList<byte[]> Seeds { get; } = [FuzzSeeds.Trace.ToBytes()];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!BatchTrace.TryDecode(input, out var trace, out _))
            return false;
        FindingException.ThrowUnlessSame(input, trace.ToBytes());
        return true;
    }
}
