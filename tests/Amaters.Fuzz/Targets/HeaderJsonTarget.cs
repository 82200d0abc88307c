using Amaters.Verifier.Headers;

namespace Amaters.Fuzz.Targets;

/// <summary>The JSON form of a batch header.</summary>
internal sealed class HeaderJsonTarget : IFuzzTarget
{
    public string Name => "header-json";

    public IReadOnlyList<byte[]> Seeds { get; } = [BatchHeaderJson.Write(FuzzSeeds.Header)];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!BatchHeaderJson.TryRead(input, out var header, out _))
            return false;
        // Layout and passed-over properties differ, but the document that is written must read back as the same value.
        var written = BatchHeaderJson.Write(header);
        if (!BatchHeaderJson.TryRead(written, out var again, out _))
            throw new FindingException("What was written is not accepted.");
        FindingException.ThrowUnlessSame(written, BatchHeaderJson.Write(again));
        return true;
    }
}
