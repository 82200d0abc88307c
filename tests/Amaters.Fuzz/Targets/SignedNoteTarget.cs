using Amaters.Verifier.Checkpoints;

namespace Amaters.Fuzz.Targets;

/// <summary>A C2SP signed note. Base64 has more than one spelling, so the note that is written must only read back.</summary>
internal sealed class SignedNoteTarget : IFuzzTarget
{
    public string Name => "signed-note";

    public IReadOnlyList<byte[]> Seeds { get; } = [Sign("ledger.example\n1\nAAAA\n")];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        if (!SignedNote.TryDecode(input, out var note))
            return false;
        var written = note!.Encode();
        if (!SignedNote.TryDecode(written, out var again))
            throw new FindingException("What was written is not accepted.");
        FindingException.ThrowUnlessSame(written, again!.Encode());
        return true;
    }

    private static byte[] Sign(string text)
    {
        using var signer = new NoteSigner("ledger.example/node-1", new byte[NoteSigner.SecretKeyByteCount]);
        return SignedNote.Sign(text, signer).Encode();
    }
}
