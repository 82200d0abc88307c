using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;

namespace Amaters.Ledger.Client.Encryption;

/// <summary>A record's content sealed to one public key and bound to one place: the bytes that the ledger stores.</summary>
/// <remarks>
/// <para>Format 1:</para>
/// <code>
/// offset  bytes  field
///      0      1  format, 1
///      1      1  cipher, the HPKE code point: 1 AES-128-GCM, 2 AES-256-GCM, 3 ChaCha20-Poly1305
///      2      8  expected version of the PUT, unsigned, little endian
///     10     32  client id of the writer, field element
///     42     32  encapsulated key
///     74      n  ciphertext of the padded content, n one of <see cref="SizeBuckets"/>
/// 74 + n     16  authentication tag
/// </code>
/// <para>HPKE info: the ASCII string "amaters-ledger payload v1". Associated data, 138 bytes:</para>
/// <code>
/// offset  bytes  field
///      0     42  the payload's own bytes 0..41
///     42     32  ledger id
///     74     32  collection
///    106     32  tag
/// </code>
/// <para>Version and writer stand in the clear because a TRANSFER raises the record's version and changes its owner
/// without touching the payload: the reader could not work them out.</para>
/// </remarks>
public sealed partial class SealedPayload
{
    /// <summary>The only format so far.</summary>
    public const byte Format = 1;

    /// <summary>Bytes that a payload is longer than its padded content.</summary>
    public const int OverheadByteCount = CiphertextOffset + HpkeSuite.TagByteCount;

    /// <summary>Length of the shortest payload.</summary>
    public const int MinByteCount = OverheadByteCount + SizeBuckets.Smallest;

    /// <summary>Length of the longest payload.</summary>
    public const int MaxByteCount = OverheadByteCount + SizeBuckets.Largest;

    private const int CipherOffset = 1;
    private const int ExpectedVersionOffset = CipherOffset + 1;
    private const int WriterOffset = ExpectedVersionOffset + sizeof(ulong);
    private const int EncapsulatedKeyOffset = WriterOffset + Fr.EncodedByteCount;
    private const int CiphertextOffset = EncapsulatedKeyOffset + EncapsulatedKey.ByteCount;
    private const int AssociatedDataByteCount = EncapsulatedKeyOffset + 3 * Fr.EncodedByteCount;

    private readonly byte[] _encoded;

    private SealedPayload(byte[] encoded, HpkeAead cipher, ulong expectedVersion, Fr writer)
    {
        _encoded = encoded;
        Cipher = cipher;
        ExpectedVersion = expectedVersion;
        Writer = writer;
        Digest = PayloadDigest.Of(encoded);
    }

    /// <summary>The bytes that are stored and sent.</summary>
    public ReadOnlyMemory<byte> Encoded => _encoded;

    /// <summary>The cipher under which the content lies.</summary>
    public HpkeAead Cipher { get; }

    /// <summary>The version that the PUT expected; the record it made has the next one.</summary>
    public ulong ExpectedVersion { get; }

    /// <summary>The client that says it sealed this; the record's first owner, if it is true.</summary>
    public Fr Writer { get; }

    /// <summary>The <c>payloadDigest</c> of a PUT: 31 bytes of SHA-256 over <see cref="Encoded"/>.</summary>
    public Fr Digest { get; }

    private static ReadOnlySpan<byte> Info => "amaters-ledger payload v1"u8;

    private ReadOnlySpan<byte> Ciphertext => _encoded.AsSpan(CiphertextOffset);

    /// <summary>Length and cipher.</summary>
    public override string ToString() => $"sealed payload ({_encoded.Length} bytes, {Cipher})";

    private static byte[] AssociatedData(ReadOnlySpan<byte> header, RecordAddress address)
    {
        var associatedData = new byte[AssociatedDataByteCount];
        var writer = new ByteWriter(associatedData);
        writer.Write(header[..EncapsulatedKeyOffset]);
        writer.Write(address.LedgerId);
        writer.Write(address.Key.Collection);
        writer.Write(address.Key.Tag);
        return associatedData;
    }
}
