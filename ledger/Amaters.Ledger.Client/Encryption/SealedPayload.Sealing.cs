using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Fields;

namespace Amaters.Ledger.Client.Encryption;

// Making, reading and opening a payload.
public sealed partial class SealedPayload
{
    /// <summary>Seals a record's content under a fresh ephemeral key, so that equal contents give unrelated payloads.</summary>
    /// <param name="content">Key and value.</param>
    /// <param name="address">Where the record will live.</param>
    /// <param name="expectedVersion">The version that the PUT expects to find, 0 for a new record.</param>
    /// <param name="writer">The client id of who signs the PUT.</param>
    /// <param name="recipient">The client's own key, or a group's.</param>
    /// <param name="cipher">The cipher; all platforms have the default.</param>
    public static SealedPayload Seal(RecordContent content, RecordAddress address, ulong expectedVersion, Fr writer, HpkePublicKey recipient, HpkeAead cipher = HpkeAead.Aes256Gcm)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(recipient);
        if (!Enum.IsDefined(cipher))
            throw new ArgumentOutOfRangeException(nameof(cipher), cipher, "Not a cipher of HPKE.");

        using var sender = new HpkeSender(recipient, cipher, Info);
        using var plaintext = SecretBytes.Zeros(content.PaddedByteCount);
        content.WritePadded(plaintext.Span);

        var encoded = new byte[OverheadByteCount + plaintext.Span.Length];
        var header = new ByteWriter(encoded);
        header.WriteByte(Format);
        header.WriteByte((byte)cipher);
        header.WriteUInt64(expectedVersion);
        header.Write(writer);
        header.Write(sender.EncapsulatedKey.Encoded);
        sender.Seal(AssociatedData(encoded, address), plaintext.Span, encoded.AsSpan(CiphertextOffset));
        return new SealedPayload(encoded, cipher, expectedVersion, writer);
    }

    /// <summary>Reads the bytes of a payload without opening it.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, [NotNullWhen(true)] out SealedPayload? payload, out PayloadRejection reason)
    {
        payload = null;
        reason = CheckLayout(source);
        if (reason != PayloadRejection.None)
            return false;
        if (!Fr.TryDecode(source.Slice(WriterOffset, Fr.EncodedByteCount), out var writer))
        {
            reason = PayloadRejection.WriterNotCanonical;
            return false;
        }

        var expectedVersion = BinaryPrimitives.ReadUInt64LittleEndian(source[ExpectedVersionOffset..]);
        payload = new SealedPayload(source.ToArray(), (HpkeAead)source[CipherOffset], expectedVersion, writer);
        return true;
    }

    /// <summary>Opens the payload with the key it was sealed to, at the address it was sealed for.</summary>
    public bool TryOpen(HpkePrivateKey recipient, RecordAddress address, [NotNullWhen(true)] out RecordContent? content, out PayloadRejection reason)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        content = null;
        reason = PayloadRejection.NotAuthentic;
        var encapsulated = new EncapsulatedKey(_encoded.AsSpan(EncapsulatedKeyOffset, EncapsulatedKey.ByteCount));
        if (!HpkeRecipient.TryCreate(encapsulated, recipient, Cipher, Info, out var opener))
            return false;

        using (opener)
        {
            using var plaintext = SecretBytes.Zeros(Ciphertext.Length - HpkeSuite.TagByteCount);
            if (!opener.TryOpen(AssociatedData(_encoded, address), Ciphertext, plaintext.Span))
                return false;
            reason = RecordContent.TryReadPadded(plaintext.Span, out content) ? PayloadRejection.None : PayloadRejection.ContentMalformed;
            return content is not null;
        }
    }

    private static PayloadRejection CheckLayout(ReadOnlySpan<byte> source) => source.Length switch
    {
        < MinByteCount => PayloadRejection.TooShort,
        > MaxByteCount => PayloadRejection.TooLong,
        _ when source[0] != Format => PayloadRejection.UnknownFormat,
        _ when !Enum.IsDefined((HpkeAead)source[CipherOffset]) => PayloadRejection.UnknownCipher,
        _ when !SizeBuckets.Contains(source.Length - OverheadByteCount) => PayloadRejection.LengthNotABucket,
        _ => PayloadRejection.None,
    };
}
