using System.Collections.Immutable;
using System.Text;

namespace Amaters.Verifier.Checkpoints;

/// <summary>A text with signatures under it, in the form of C2SP signed-note.</summary>
/// <remarks>
/// The text ends in a newline; then a blank line; then one line per signature: an em dash, a space, the key's name, a
/// space, and base64 of the 4-byte key id and the signature. Source: c2sp.org/signed-note.
/// </remarks>
/// <param name="Text">The signed text, final newline included.</param>
/// <param name="Signatures">The signatures in the order of the file; none of them checked yet.</param>
public sealed record SignedNote(string Text, ImmutableArray<NoteSignature> Signatures)
{
    /// <summary>Longest note that is read, in bytes.</summary>
    public const int EncodedByteCountMax = 1 << 16;

    private const string SignaturePrefix = "— ";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The note of a text, signed once.</summary>
    public static SignedNote Sign(string text, NoteSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        return new SignedNote(text, [signer.Sign(text)]);
    }

    /// <summary>The note's bytes.</summary>
    public byte[] Encode() => StrictUtf8.GetBytes(ToString());

    /// <summary>The note as text.</summary>
    public override string ToString()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures)
            note.Append(SignaturePrefix).Append(signature.KeyName).Append(' ').Append(Convert.ToBase64String(signature.ToBlob())).Append('\n');
        return note.ToString();
    }

    /// <summary>Reads a note; checks its form only. Verify with <see cref="NoteVerifier"/>.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, out SignedNote? note)
    {
        note = null;
        if (source.Length > EncodedByteCountMax || !TryReadText(source, out var file))
            return false;
        var split = file.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || split + 2 == file.Length || file[^1] != '\n' || file.Any(character => character < ' ' && character != '\n'))
            return false;

        var signatures = ImmutableArray.CreateBuilder<NoteSignature>();
        foreach (var line in file[(split + 2)..^1].Split('\n'))
        {
            if (!TryReadSignature(line, out var signature))
                return false;
            signatures.Add(signature!);
        }

        note = new SignedNote(file[..(split + 1)], signatures.ToImmutable());
        return true;
    }

    private static bool TryReadSignature(string line, out NoteSignature? signature)
    {
        signature = null;
        if (!line.StartsWith(SignaturePrefix, StringComparison.Ordinal))
            return false;
        var words = line[SignaturePrefix.Length..].Split(' ');
        var blob = new byte[line.Length];
        if (words.Length != 2 || !NoteSignature.IsKeyName(words[0]) || !Convert.TryFromBase64String(words[1], blob, out var length) || length <= NoteSignature.KeyIdByteCount
            // Base64 ignores the last digit's spare bits; a note must have one spelling.
            || Convert.ToBase64String(blob, 0, length) != words[1])
            return false;
        signature = new NoteSignature(words[0], [.. blob.AsSpan(0, NoteSignature.KeyIdByteCount)], [.. blob.AsSpan(NoteSignature.KeyIdByteCount, length - NoteSignature.KeyIdByteCount)]);
        return true;
    }

    private static bool TryReadText(ReadOnlySpan<byte> source, out string text)
    {
        try
        {
            text = StrictUtf8.GetString(source);
            return text.Length > 0;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }
}
