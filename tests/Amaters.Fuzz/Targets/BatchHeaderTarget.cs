using Amaters.Circuits.Statements;

namespace Amaters.Fuzz.Targets;

/// <summary>The binary form of a batch header.</summary>
internal sealed class BatchHeaderTarget : IFuzzTarget
{
    public string Name => "batch-header";

    public IReadOnlyList<byte[]> Seeds { get; } = [FuzzSeeds.Header.ToBytes()];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!BatchHeader.TryDecode(input, out var header, out _))
            return false;
        FindingException.ThrowUnlessSame(input, header.ToBytes());
        return true;
    }
}
