using Amaters.Ledger.Client.Encryption;

namespace Amaters.Fuzz.Targets;

/// <summary>What a payload hides: whoever knows the recipient's public key can seal any bytes as such.</summary>
internal sealed class RecordContentTarget : IFuzzTarget
{
    public string Name => "record-content";

    public IReadOnlyList<byte[]> Seeds { get; } = [Encode(new RecordContent([], [])), Encode(new RecordContent([1, 2], [3, 4, 5])), Encode(new RecordContent([1], new byte[200]))];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!RecordContent.TryReadPadded(input, out var content))
            return false;
        FindingException.ThrowUnlessSame(input, Encode(content));
        return true;
    }

    private static byte[] Encode(RecordContent content)
    {
        var padded = new byte[content.PaddedByteCount];
        content.WritePadded(padded);
        return padded;
    }
}
