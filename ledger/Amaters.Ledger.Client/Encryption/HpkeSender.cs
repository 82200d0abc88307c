namespace Amaters.Ledger.Client.Encryption;

/// <summary>The sending end of base mode: SetupBaseS and Seal of RFC 9180 §5. Messages are numbered from 0 in sending order.</summary>
internal sealed class HpkeSender : IDisposable
{
    private readonly HpkeKeySchedule _schedule;
    private ulong _sequence;

    /// <summary>Agrees with the recipient under a fresh ephemeral key.</summary>
    public HpkeSender(HpkePublicKey recipient, HpkeAead aead, ReadOnlySpan<byte> info)
    {
        using var sharedSecret = SecretBytes.Zeros(HpkeSuite.SharedSecretByteCount);
        EncapsulatedKey = Dhkem.Encapsulate(recipient, sharedSecret.Span);
        _schedule = new HpkeKeySchedule(aead, sharedSecret.Span, info);
    }

    /// <summary>The same with a given ephemeral key, which must never be used twice; the vectors need it.</summary>
    internal HpkeSender(HpkePublicKey recipient, HpkePrivateKey ephemeral, HpkeAead aead, ReadOnlySpan<byte> info)
    {
        using var sharedSecret = SecretBytes.Zeros(HpkeSuite.SharedSecretByteCount);
        EncapsulatedKey = Dhkem.Encapsulate(recipient, ephemeral, sharedSecret.Span);
        _schedule = new HpkeKeySchedule(aead, sharedSecret.Span, info);
    }

    /// <summary>What the recipient needs beside the messages.</summary>
    public EncapsulatedKey EncapsulatedKey { get; }

    /// <summary>Encrypts the next message.</summary>
    /// <param name="associatedData">Authenticated with the message, not sent.</param>
    /// <param name="plaintext">The message.</param>
    /// <param name="ciphertext">Receives the message's length plus <see cref="HpkeSuite.TagByteCount"/> bytes.</param>
    public void Seal(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> ciphertext)
    {
        _schedule.Seal(_sequence, associatedData, plaintext, ciphertext);
        _sequence++;
    }

    /// <summary>Zeroes the key.</summary>
    public void Dispose() => _schedule.Dispose();
}
