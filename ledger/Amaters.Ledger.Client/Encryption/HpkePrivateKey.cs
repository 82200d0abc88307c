using System.Security.Cryptography;

namespace Amaters.Ledger.Client.Encryption;

/// <summary>An X25519 private key; overwritten with zeros when disposed.</summary>
/// <remarks>Lives on the pinned heap, so that no copy of it is left behind by the garbage collector.</remarks>
public sealed class HpkePrivateKey : IDisposable
{
    /// <summary>Length of the encoding: the scalar before clamping, little endian (RFC 7748 §5).</summary>
    public const int ByteCount = 32;

    private readonly SecretBytes _scalar;
    private X25519KeyHandle? _handle;

    private HpkePrivateKey(SecretBytes scalar)
    {
        _scalar = scalar;
        PublicKey = HpkePublicKey.OfPrivateKey(scalar.Span);
    }

    /// <summary>The key that others seal to.</summary>
    public HpkePublicKey PublicKey { get; }

    /// <summary>The scalar's bytes, for the key file and the KEM.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    internal ReadOnlySpan<byte> Encoded => _scalar.Span;

    /// <summary>A fresh key from the operating system's generator.</summary>
    public static HpkePrivateKey Generate() => new(SecretBytes.Random(ByteCount));

    /// <summary>Takes over an encoded key; every 32 bytes are one (clamping happens at use).</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public static HpkePrivateKey FromBytes(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length != ByteCount)
            throw new ArgumentException("An X25519 private key has 32 bytes.", nameof(encoded));
        return new HpkePrivateKey(SecretBytes.CopyOf(encoded));
    }

    /// <summary>DeriveKeyPair of RFC 9180 §7.1.3: the key that this input keying material determines.</summary>
    /// <param name="inputKey">At least 32 secret bytes of full entropy.</param>
    /// <exception cref="ArgumentException">Fewer than 32 bytes.</exception>
    internal static HpkePrivateKey Derive(ReadOnlySpan<byte> inputKey)
    {
        if (inputKey.Length < ByteCount)
            throw new ArgumentException("Deriving a key takes at least 32 bytes.", nameof(inputKey));
        Span<byte> pseudorandomKey = stackalloc byte[HpkeSuite.HashByteCount];
        Span<byte> scalar = stackalloc byte[ByteCount];
        LabeledHkdf.Extract(HpkeSuite.KemSuiteId, [], "dkp_prk"u8, inputKey, pseudorandomKey);
        LabeledHkdf.Expand(HpkeSuite.KemSuiteId, pseudorandomKey, "sk"u8, [], scalar);
        var key = FromBytes(scalar);
        CryptographicOperations.ZeroMemory(pseudorandomKey);
        CryptographicOperations.ZeroMemory(scalar);
        return key;
    }

    /// <summary>agreement = X25519(this, point), 32 bytes each; false where the point has small order and the result says nothing.</summary>
    /// <exception cref="ObjectDisposedException">The key was disposed.</exception>
    internal bool TryAgree(ReadOnlySpan<byte> point, Span<byte> agreement) =>
        X25519Agreement.HasLibrary
            ? X25519Agreement.TryAgreeByLibrary(Handle(), point, agreement)
            : X25519Agreement.TryAgreeManaged(_scalar.Span, point, agreement);

    /// <summary>Zeroes the key.</summary>
    public void Dispose()
    {
        _scalar.Dispose();
        Volatile.Read(ref _handle)?.Dispose();
    }

    /// <summary>Names the public key only.</summary>
    public override string ToString() => $"private key of {PublicKey}";

    // Made at the first agreement and kept: it costs as much as the agreement itself.
    private X25519KeyHandle Handle()
    {
        if (Volatile.Read(ref _handle) is { } known)
            return known;
        var made = X25519KeyHandle.Create(_scalar.Span);
        if (Interlocked.CompareExchange(ref _handle, made, null) is not { } earlier)
            return made;
        made.Dispose();
        return earlier;
    }
}
