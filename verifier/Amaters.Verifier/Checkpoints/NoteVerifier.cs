using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Amaters.Verifier.Checkpoints;

/// <summary>Checks the signatures that one Ed25519 key made under notes.</summary>
public sealed class NoteVerifier
{
    /// <summary>Bytes of an Ed25519 public key.</summary>
    public const int PublicKeyByteCount = 32;

    private const byte Ed25519Algorithm = 1;
    private const byte CosignatureAlgorithm = 4;
    private const int SignatureByteCount = 64;
    private const int TimestampByteCount = 8;

    private readonly byte[] _publicKey;
    private readonly ImmutableArray<byte> _signerId;
    private readonly ImmutableArray<byte> _witnessId;

    /// <summary>A verifier for one key.</summary>
    /// <exception cref="ArgumentException">The name or the key's length is not allowed.</exception>
    public NoteVerifier(string keyName, ReadOnlySpan<byte> publicKey)
    {
        ArgumentNullException.ThrowIfNull(keyName);
        if (!NoteSignature.IsKeyName(keyName))
            throw new ArgumentException("A key name has no white space and no plus sign.", nameof(keyName));
        if (publicKey.Length != PublicKeyByteCount)
            throw new ArgumentException($"An Ed25519 public key has {PublicKeyByteCount} bytes.", nameof(publicKey));
        KeyName = keyName;
        _publicKey = publicKey.ToArray();
        _signerId = KeyIdOf(keyName, Ed25519Algorithm, publicKey);
        _witnessId = KeyIdOf(keyName, CosignatureAlgorithm, publicKey);
    }

    /// <summary>The key's name.</summary>
    public string KeyName { get; }

    /// <summary>True when the note carries this key's valid signature over its text.</summary>
    public bool HasSigned(SignedNote note)
    {
        ArgumentNullException.ThrowIfNull(note);
        var message = Encoding.UTF8.GetBytes(note.Text);
        return Candidates(note, _signerId, SignatureByteCount).Any(signature => IsValid(signature.AsSpan(), message));
    }

    /// <summary>The Unix second at which this key, as a witness, cosigned the note (c2sp.org/tlog-cosignature), or null.</summary>
    public ulong? CosignedAt(SignedNote note)
    {
        ArgumentNullException.ThrowIfNull(note);
        foreach (var signature in Candidates(note, _witnessId, TimestampByteCount + SignatureByteCount))
        {
            var time = BinaryPrimitives.ReadUInt64BigEndian(signature.AsSpan());
            if (IsValid(signature.AsSpan()[TimestampByteCount..], Encoding.UTF8.GetBytes($"cosignature/v1\ntime {time}\n{note.Text}")))
                return time;
        }

        return null;
    }

    internal static ImmutableArray<byte> SignerIdOf(string keyName, ReadOnlySpan<byte> publicKey) => KeyIdOf(keyName, Ed25519Algorithm, publicKey);

    private IEnumerable<ImmutableArray<byte>> Candidates(SignedNote note, ImmutableArray<byte> keyId, int length) =>
        from signature in note.Signatures
        where signature.KeyName == KeyName && signature.KeyId.SequenceEqual(keyId) && signature.Signature.Length == length
        select signature.Signature;

    private bool IsValid(ReadOnlySpan<byte> signature, byte[] message) =>
        Ed25519.Verify(signature.ToArray(), 0, _publicKey, 0, message, 0, message.Length);

    /// <summary>SHA-256(name ‖ "\n" ‖ algorithm ‖ key), first 4 bytes.</summary>
    private static ImmutableArray<byte> KeyIdOf(string keyName, byte algorithm, ReadOnlySpan<byte> publicKey) =>
        [.. SHA256.HashData([.. Encoding.UTF8.GetBytes(keyName), (byte)'\n', algorithm, .. publicKey]).AsSpan(0, NoteSignature.KeyIdByteCount)];
}
