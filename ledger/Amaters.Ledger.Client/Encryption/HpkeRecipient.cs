using System.Diagnostics.CodeAnalysis;

namespace Amaters.Ledger.Client.Encryption;

/// <summary>The receiving end of base mode: SetupBaseR and Open of RFC 9180 §5.</summary>
internal sealed class HpkeRecipient : IDisposable
{
    private readonly HpkeKeySchedule _schedule;
    private ulong _sequence;

    private HpkeRecipient(HpkeKeySchedule schedule) => _schedule = schedule;

    /// <summary>Finds the sender's keys again; false where the encapsulated key is a point of small order.</summary>
    public static bool TryCreate(EncapsulatedKey encapsulated, HpkePrivateKey privateKey, HpkeAead aead, ReadOnlySpan<byte> info, [NotNullWhen(true)] out HpkeRecipient? recipient)
    {
        using var sharedSecret = SecretBytes.Zeros(HpkeSuite.SharedSecretByteCount);
        recipient = Dhkem.TryDecapsulate(encapsulated, privateKey, sharedSecret.Span)
            ? new HpkeRecipient(new HpkeKeySchedule(aead, sharedSecret.Span, info))
            : null;
        return recipient is not null;
    }

    /// <summary>Decrypts the next message; false, without moving on, unless it is authentic and in its place.</summary>
    /// <param name="associatedData">What the sender gave.</param>
    /// <param name="ciphertext">The sealed message.</param>
    /// <param name="plaintext">Receives the message, <see cref="HpkeSuite.TagByteCount"/> bytes shorter.</param>
    public bool TryOpen(ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, Span<byte> plaintext)
    {
        var authentic = _schedule.TryOpen(_sequence, associatedData, ciphertext, plaintext);
        if (authentic)
            _sequence++;
        return authentic;
    }

    /// <summary>Zeroes the key.</summary>
    public void Dispose() => _schedule.Dispose();
}
