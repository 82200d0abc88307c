namespace Amaters.Ledger.Client.Encryption;

/// <summary>The sender's ephemeral X25519 public key ("enc" of RFC 9180), from which the recipient finds the shared secret.</summary>
/// <remarks>Unchecked bytes: a point of small order is refused when it is used, in <see cref="Dhkem.TryDecapsulate"/>.</remarks>
public sealed class EncapsulatedKey
{
    /// <summary>Nenc: length of the encoding.</summary>
    public const int ByteCount = 32;

    private readonly byte[] _encoded;

    /// <summary>Takes 32 bytes as they came.</summary>
    /// <exception cref="ArgumentException">Not 32 bytes.</exception>
    public EncapsulatedKey(ReadOnlySpan<byte> encoded)
    {
        if (encoded.Length != ByteCount)
            throw new ArgumentException("An encapsulated key has 32 bytes.", nameof(encoded));
        _encoded = encoded.ToArray();
    }

    /// <summary>The encoding, <see cref="ByteCount"/> bytes.</summary>
    public ReadOnlySpan<byte> Encoded => _encoded;

    /// <summary>The encoding in hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(_encoded);
}
