using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;

namespace Amaters.Ledger.Client.Reading;

/// <summary>What a client remembers of a ledger between visits: its id, and the newest proven header seen, behind which no node may fall.</summary>
/// <remarks>
/// <para>A later header is accepted on its proof alone: whether the batches between lead from one to the other is for the bundle's audit to say.</para>
/// <code>
/// offset  bytes  field
///      0      8  "AMTRLPIN"
///      8      2  version, 1, little endian
///     10     32  ledger id
///     42      8  batch number, little endian; 0 before the first
///     50     32  digest of that batch's header; 0 before the first
///     82     32  SHA-256 of bytes 0..81
/// </code>
/// </remarks>
/// <param name="LedgerId">The ledger's id, chosen by the client and never by a server.</param>
/// <param name="BatchNumber">The newest batch seen, 0 before the first.</param>
/// <param name="HeaderDigest">Digest of its header, 0 before the first.</param>
public sealed record LedgerPin(Fr LedgerId, ulong BatchNumber, Fr HeaderDigest)
{
    /// <summary>Length of the encoding.</summary>
    public const int EncodedByteCount = ChecksumOffset + SHA256.HashSizeInBytes;

    private const ushort Version = 1;
    private const int VersionOffset = 8;
    private const int LedgerIdOffset = VersionOffset + sizeof(ushort);
    private const int BatchNumberOffset = LedgerIdOffset + Fr.EncodedByteCount;
    private const int HeaderDigestOffset = BatchNumberOffset + sizeof(ulong);
    private const int ChecksumOffset = HeaderDigestOffset + Fr.EncodedByteCount;

    private static ReadOnlySpan<byte> Magic => "AMTRLPIN"u8;

    /// <summary>The pin of a ledger of which nothing was seen yet.</summary>
    public static LedgerPin OfGenesis(Fr ledgerId) => new(ledgerId, BatchNumber: 0, HeaderDigest: Fr.Zero);

    /// <summary>Compares a proven header with the pin.</summary>
    public PinVerdict Compare(BatchHeader provenHeader)
    {
        ArgumentNullException.ThrowIfNull(provenHeader);
        if (provenHeader.LedgerId != LedgerId)
            return PinVerdict.OtherLedger;
        var batchNumber = provenHeader.Range.BatchNumber;
        if (batchNumber < BatchNumber)
            return PinVerdict.Older;
        if (batchNumber == BatchNumber)
            return provenHeader.Digest() == HeaderDigest ? PinVerdict.Same : PinVerdict.Forked;
        return batchNumber - BatchNumber == 1 && provenHeader.PreviousHeader != HeaderDigest ? PinVerdict.Forked : PinVerdict.Newer;
    }

    /// <summary>The pin after a header that <see cref="Compare"/> found newer.</summary>
    /// <exception cref="ArgumentException">The header is not newer.</exception>
    public LedgerPin MoveTo(BatchHeader provenHeader)
    {
        if (Compare(provenHeader) is var verdict and not PinVerdict.Newer)
            throw new ArgumentException($"The header is not newer than the pin: {verdict}.", nameof(provenHeader));
        return new LedgerPin(LedgerId, provenHeader.Range.BatchNumber, provenHeader.Digest());
    }

    /// <summary>The bytes of the table above.</summary>
    public byte[] Encode()
    {
        var encoded = new byte[EncodedByteCount];
        var writer = new ByteWriter(encoded);
        writer.Write(Magic);
        writer.WriteUInt16(Version);
        writer.Write(LedgerId);
        writer.WriteUInt64(BatchNumber);
        writer.Write(HeaderDigest);
        writer.Write(SHA256.HashData(writer.Written));
        return encoded;
    }

    /// <summary>Reads exactly the bytes that <see cref="Encode"/> writes.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, [NotNullWhen(true)] out LedgerPin? pin, out LedgerPinRejection reason)
    {
        pin = null;
        reason = CheckFrame(source);
        if (reason != LedgerPinRejection.None)
            return false;
        if (!Fr.TryDecode(source.Slice(LedgerIdOffset, Fr.EncodedByteCount), out var ledgerId)
            || !Fr.TryDecode(source.Slice(HeaderDigestOffset, Fr.EncodedByteCount), out var headerDigest))
        {
            reason = LedgerPinRejection.NotCanonical;
            return false;
        }

        pin = new LedgerPin(ledgerId, BinaryPrimitives.ReadUInt64LittleEndian(source[BatchNumberOffset..]), headerDigest);
        return true;
    }

    private static LedgerPinRejection CheckFrame(ReadOnlySpan<byte> source)
    {
        if (source.Length != EncodedByteCount)
            return LedgerPinRejection.WrongLength;
        if (!source.StartsWith(Magic))
            return LedgerPinRejection.NotAPin;
        if (BinaryPrimitives.ReadUInt16LittleEndian(source[VersionOffset..]) != Version)
            return LedgerPinRejection.UnknownVersion;
        return SHA256.HashData(source[..ChecksumOffset]).AsSpan().SequenceEqual(source[ChecksumOffset..]) ? LedgerPinRejection.None : LedgerPinRejection.Damaged;
    }
}
