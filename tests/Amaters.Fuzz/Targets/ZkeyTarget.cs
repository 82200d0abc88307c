using Amaters.Prover.Formats;

namespace Amaters.Fuzz.Targets;

/// <summary>The <c>.zkey</c> file with its seal. The digest in the seal refuses most changes, so the decoder beneath it is asked first.</summary>
internal sealed class ZkeyTarget : IFuzzTarget
{
    public string Name => "zkey";

    public IReadOnlyList<byte[]> Seeds { get; } = [ProverSeeds.KeyFile];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        ReadOnlyMemory<byte> bytes = input.ToArray();
        if (!ZkeyFile.TryDecode(bytes, out var file, out _))
            return false;
        if (file.Seal is { } section && KeySeal.TryRead(bytes, section.Span, out _) && !input.SequenceEqual(ProverSeeds.KeyFile))
            throw new FindingException("A changed key keeps its seal.");
        return true;
    }
}
