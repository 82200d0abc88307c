using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;

namespace Amaters.Circuits.Statements;

// | offset | bytes | field                                  |
// |--------|-------|----------------------------------------|
// | 0      | 1     | operation, 0 to 3                      |
// | 1      | 32    | collection                             |
// | 33     | 32    | tag                                    |
// | 65     | 8     | expected version                       |
// | 73     | 32    | payload digest                         |
// | 105    | 32    | encryption key id                      |
// | 137    | 32    | public key: compressed point of order l |
// | 169    | 32    | signature R: compressed curve point    |
// | 201    | 32    | signature s, below l                   |
// Integers and field elements are little endian; field elements are below r.
public sealed partial class SignedCommand
{
    /// <summary>Length of the encoding.</summary>
    public const int EncodedByteCount = 233;

    /// <summary>Writes the 233-byte encoding to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The span is shorter than 233 bytes.</exception>
    public void Encode(Span<byte> destination)
    {
        if (destination.Length < EncodedByteCount)
            throw new ArgumentException($"A signed command takes {EncodedByteCount} bytes.", nameof(destination));
        destination[0] = (byte)Command.Operation;
        Command.Key.Collection.Encode(destination[1..]);
        Command.Key.Tag.Encode(destination[33..]);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[65..], Command.ExpectedVersion);
        Command.PayloadDigest.Encode(destination[73..]);
        Command.EncryptionKeyId.Encode(destination[105..]);
        PublicKey.Encode(destination[137..]);
        Signature.Encode(destination[169..]);
    }

    /// <summary>The 233-byte encoding.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[EncodedByteCount];
        Encode(bytes);
        return bytes;
    }

    /// <summary>Reads exactly the bytes that <see cref="Encode"/> writes. The signature is decoded, not verified.</summary>
    /// <param name="source">The bytes, untrusted.</param>
    /// <param name="command">The command, or null.</param>
    /// <param name="reason">Why there is none.</param>
    /// <param name="keys">Remembers public keys between calls; null for none.</param>
    public static bool TryDecode(ReadOnlySpan<byte> source, [NotNullWhen(true)] out SignedCommand? command, out SignedCommandRejection reason, PublicKeyMemo? keys = null)
    {
        command = null;
        reason = Read(source, keys, ref command);
        return reason == SignedCommandRejection.None;
    }

    private static SignedCommandRejection Read(ReadOnlySpan<byte> source, PublicKeyMemo? keys, ref SignedCommand? command)
    {
        if (source.Length != EncodedByteCount)
            return SignedCommandRejection.WrongLength;
        if (source[0] > (byte)Operation.Transfer)
            return SignedCommandRejection.UnknownOperation;
        if (!Fr.TryDecode(source[1..33], out var collection))
            return SignedCommandRejection.NonCanonicalCollection;
        if (!Fr.TryDecode(source[33..65], out var tag))
            return SignedCommandRejection.NonCanonicalTag;
        if (!Fr.TryDecode(source[73..105], out var payloadDigest))
            return SignedCommandRejection.NonCanonicalPayloadDigest;
        if (!Fr.TryDecode(source[105..137], out var encryptionKeyId))
            return SignedCommandRejection.NonCanonicalEncryptionKeyId;
        if (!(keys is null ? SchnorrPublicKey.TryDecode(source[137..169], out var publicKey, out _) : keys.TryDecode(source[137..169], out publicKey, out _)))
            return SignedCommandRejection.InvalidPublicKey;
        if (!SchnorrSignature.TryDecode(source[169..], out var signature, out _))
            return SignedCommandRejection.MalformedSignature;

        ulong expectedVersion = BinaryPrimitives.ReadUInt64LittleEndian(source[65..]);
        command = new SignedCommand(
            new Command((Operation)source[0], new RecordKey(collection, tag), expectedVersion, payloadDigest, encryptionKeyId), publicKey, signature);
        return SignedCommandRejection.None;
    }
}
