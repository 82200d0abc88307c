using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Amaters.Verifier.Checkpoints;

/// <summary>Signs notes with one Ed25519 key. A node holds one; nobody else needs it.</summary>
public sealed class NoteSigner : IDisposable
{
    /// <summary>Bytes of an Ed25519 secret key (its seed).</summary>
    public const int SecretKeyByteCount = 32;

    private readonly byte[] _secretKey;
    private readonly ImmutableArray<byte> _keyId;

    /// <summary>A signer for one key.</summary>
    /// <exception cref="ArgumentException">The name or the key's length is not allowed.</exception>
    public NoteSigner(string keyName, ReadOnlySpan<byte> secretKey)
    {
        if (secretKey.Length != SecretKeyByteCount)
            throw new ArgumentException($"An Ed25519 secret key has {SecretKeyByteCount} bytes.", nameof(secretKey));
        _secretKey = secretKey.ToArray();
        var publicKey = new byte[NoteVerifier.PublicKeyByteCount];
        Ed25519.GeneratePublicKey(_secretKey, 0, publicKey, 0);
        Verifier = new NoteVerifier(keyName, publicKey);
        PublicKey = [.. publicKey];
        _keyId = NoteVerifier.SignerIdOf(keyName, publicKey);
    }

    /// <summary>Checks what this signer signs.</summary>
    public NoteVerifier Verifier { get; }

    /// <summary>The public key, 32 bytes.</summary>
    public ImmutableArray<byte> PublicKey { get; }

    /// <summary>A fresh signer from the operating system's randomness, and the secret to keep.</summary>
    public static NoteSigner Generate(string keyName, out byte[] secretKey)
    {
        secretKey = RandomNumberGenerator.GetBytes(SecretKeyByteCount);
        return new NoteSigner(keyName, secretKey);
    }

    /// <summary>Signs a text that ends in a newline and has no blank line at its end.</summary>
    public NoteSignature Sign(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.EndsWith('\n') || text.EndsWith("\n\n", StringComparison.Ordinal))
            throw new ArgumentException("A note's text ends in exactly one newline.", nameof(text));
        var message = Encoding.UTF8.GetBytes(text);
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_secretKey, 0, message, 0, message.Length, signature, 0);
        return new NoteSignature(Verifier.KeyName, _keyId, [.. signature]);
    }

    /// <summary>Clears the secret from memory.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(_secretKey);
}
