using System.Collections.Immutable;

namespace Amaters.Verifier.Checkpoints;

/// <summary>One signature line of a <see cref="SignedNote"/>, not yet checked.</summary>
/// <param name="KeyName">The signer's name: no white space, no plus sign.</param>
/// <param name="KeyId">4 bytes that tell keys of one name apart.</param>
/// <param name="Signature">The rest of the line's bytes; their meaning depends on the key's kind.</param>
public sealed record NoteSignature(string KeyName, ImmutableArray<byte> KeyId, ImmutableArray<byte> Signature)
{
    /// <summary>Bytes of a key id.</summary>
    public const int KeyIdByteCount = 4;

    internal byte[] ToBlob() => [.. KeyId, .. Signature];

    internal static bool IsKeyName(string name) =>
        name.Length > 0 && !name.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character == '+');
}
