using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Amaters.Circuits.Signatures;
using Amaters.Ledger.Client.Encryption;
using Amaters.Ledger.Client.Tags;

namespace Amaters.Ledger.Client.Keys;

/// <summary>The bytes of a key file, version 1.</summary>
/// <remarks>
/// <code>
/// offset  bytes  field
///      0      8  "AMTRKEYS"
///      8      2  version, 1
///     10      4  Argon2id memory in KiB
///     14      4  Argon2id iterations
///     18      4  Argon2id lanes
///     22     16  Argon2id salt
///     38     12  AES-256-GCM nonce
///     50     32  public signing key, compressed Jubjub point
///     82     32  public encryption key, X25519
///    114     32  secret signing key   ┐
///    146     32  decryption key       │ encrypted
///    178     32  tag key              ┘
///    210     16  AES-256-GCM tag
///    226     32  SHA-256 of bytes 0..225
/// </code>
/// <para>Integers are unsigned and little endian. The cipher's key is Argon2id(passphrase, salt), 32 bytes; its associated data are
/// bytes 0..113. The checksum tells damage from a wrong passphrase; it protects against accidents, the cipher against people.</para>
/// </remarks>
internal static class KeyFileFormat
{
    public const int ByteCount = ChecksumOffset + SHA256.HashSizeInBytes;

    private const ushort Version = 1;
    private const int VersionOffset = 8;
    private const int CostOffset = VersionOffset + sizeof(ushort);
    private const int SaltOffset = CostOffset + 3 * sizeof(uint);
    private const int SaltByteCount = 16;
    private const int NonceOffset = SaltOffset + SaltByteCount;
    private const int NonceByteCount = 12;
    private const int SigningKeyOffset = NonceOffset + NonceByteCount;
    private const int EncryptionKeyOffset = SigningKeyOffset + SchnorrPublicKey.EncodedByteCount;
    private const int SecretsOffset = EncryptionKeyOffset + HpkePublicKey.ByteCount;
    private const int SecretsByteCount = SchnorrSecretKey.EncodedByteCount + HpkePrivateKey.ByteCount + TagKey.ByteCount;
    private const int TagOffset = SecretsOffset + SecretsByteCount;
    private const int TagByteCount = 16;
    private const int ChecksumOffset = TagOffset + TagByteCount;
    private const int CipherKeyByteCount = 32;

    private static ReadOnlySpan<byte> Magic => "AMTRKEYS"u8;

    /// <summary>Encrypts keys under a passphrase, with a fresh salt and nonce.</summary>
    /// <exception cref="ArgumentException">The cost is not acceptable.</exception>
    public static byte[] Encode(ClientKeys keys, ReadOnlySpan<char> passphrase, PassphraseCost cost)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (!cost.IsAcceptable)
            throw new ArgumentException($"{cost} is out of range.", nameof(cost));

        var file = new byte[ByteCount];
        WriteHeader(file, keys, cost);
        using var secrets = SecretBytes.Zeros(SecretsByteCount);
        var writer = new ByteWriter(secrets.Span);
        keys.SigningKey.Encode(writer.Take(SchnorrSecretKey.EncodedByteCount));
        writer.Write(keys.DecryptionKey.Encoded);
        writer.Write(keys.TagKey.Encoded);

        using var cipher = CipherFor(file, passphrase, cost);
        cipher.Encrypt(Nonce(file), secrets.Span, file.AsSpan(SecretsOffset, SecretsByteCount), file.AsSpan(TagOffset, TagByteCount), AssociatedData(file));
        SHA256.HashData(file.AsSpan(0, ChecksumOffset), file.AsSpan(ChecksumOffset));
        return file;
    }

    /// <summary>Decrypts keys.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> file, ReadOnlySpan<char> passphrase, [NotNullWhen(true)] out ClientKeys? keys, out KeyFileRejection reason)
    {
        keys = null;
        if (!TryDecodeHeader(file, out var header, out reason))
            return false;

        using var secrets = SecretBytes.Zeros(SecretsByteCount);
        using var cipher = CipherFor(file, passphrase, header.Cost);
        try
        {
            cipher.Decrypt(Nonce(file), file.Slice(SecretsOffset, SecretsByteCount), file.Slice(TagOffset, TagByteCount), secrets.Span, AssociatedData(file));
        }
        catch (AuthenticationTagMismatchException)
        {
            reason = KeyFileRejection.WrongPassphrase;
            return false;
        }

        keys = ReadSecrets(secrets.Span, header);
        reason = keys is null ? KeyFileRejection.InconsistentKeys : KeyFileRejection.None;
        return keys is not null;
    }

    /// <summary>Reads the public part, having checked that the file is whole.</summary>
    public static bool TryDecodeHeader(ReadOnlySpan<byte> file, [NotNullWhen(true)] out KeyFileHeader? header, out KeyFileRejection reason)
    {
        header = null;
        reason = CheckFrame(file);
        if (reason != KeyFileRejection.None)
            return false;

        var cost = new PassphraseCost(ReadUInt32(file, CostOffset), ReadUInt32(file, CostOffset + 4), ReadUInt32(file, CostOffset + 8));
        if (!cost.IsAcceptable)
            reason = KeyFileRejection.CostOutOfRange;
        else if (!SchnorrPublicKey.TryDecode(file.Slice(SigningKeyOffset, SchnorrPublicKey.EncodedByteCount), out var signingKey, out _)
            || !HpkePublicKey.TryDecode(file.Slice(EncryptionKeyOffset, HpkePublicKey.ByteCount), out var encryptionKey, out _))
            reason = KeyFileRejection.InconsistentKeys;
        else
            header = new KeyFileHeader(cost, signingKey!, encryptionKey);
        return header is not null;
    }

    private static KeyFileRejection CheckFrame(ReadOnlySpan<byte> file)
    {
        if (file.Length != ByteCount)
            return KeyFileRejection.WrongLength;
        if (!file.StartsWith(Magic))
            return KeyFileRejection.NotAKeyFile;
        if (BinaryPrimitives.ReadUInt16LittleEndian(file[VersionOffset..]) != Version)
            return KeyFileRejection.UnknownVersion;
        return SHA256.HashData(file[..ChecksumOffset]).AsSpan().SequenceEqual(file[ChecksumOffset..]) ? KeyFileRejection.None : KeyFileRejection.Damaged;
    }

    private static void WriteHeader(Span<byte> file, ClientKeys keys, PassphraseCost cost)
    {
        var writer = new ByteWriter(file);
        writer.Write(Magic);
        writer.WriteUInt16(Version);
        writer.WriteUInt32(cost.MemoryKiB);
        writer.WriteUInt32(cost.Iterations);
        writer.WriteUInt32(cost.Lanes);
        RandomNumberGenerator.Fill(writer.Take(SaltByteCount + NonceByteCount));
        keys.SigningKey.PublicKey.Encode(writer.Take(SchnorrPublicKey.EncodedByteCount));
        writer.Write(keys.DecryptionKey.PublicKey.Encoded);
    }

    private static ClientKeys? ReadSecrets(ReadOnlySpan<byte> secrets, KeyFileHeader header)
    {
        if (!SchnorrSecretKey.TryDecode(secrets[..SchnorrSecretKey.EncodedByteCount], out var signingKey) || !signingKey!.PublicKey.Equals(header.SigningKey))
            return null;
        secrets = secrets[SchnorrSecretKey.EncodedByteCount..];
        var decryptionKey = HpkePrivateKey.FromBytes(secrets[..HpkePrivateKey.ByteCount]);
        if (!decryptionKey.PublicKey.Equals(header.EncryptionKey))
        {
            decryptionKey.Dispose();
            return null;
        }

        return new ClientKeys(signingKey, decryptionKey, TagKey.FromBytes(secrets[HpkePrivateKey.ByteCount..]));
    }

    private static AesGcm CipherFor(ReadOnlySpan<byte> file, ReadOnlySpan<char> passphrase, PassphraseCost cost)
    {
        using var key = SecretBytes.Zeros(CipherKeyByteCount);
        cost.DeriveKey(passphrase, file.Slice(SaltOffset, SaltByteCount), key.Span);
        return new AesGcm(key.Span, TagByteCount);
    }

    private static ReadOnlySpan<byte> Nonce(ReadOnlySpan<byte> file) => file.Slice(NonceOffset, NonceByteCount);

    private static ReadOnlySpan<byte> AssociatedData(ReadOnlySpan<byte> file) => file[..SecretsOffset];

    private static uint ReadUInt32(ReadOnlySpan<byte> file, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(file[offset..]);
}
