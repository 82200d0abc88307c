using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Encodings;

namespace Amaters.Verifier.Groth16;

/// <content>
/// The binary form; all integers little endian:
/// <code>
///   0   4  magic "AMVK"
///   4   4  version, 1
///   8   4  flags: bit 0 = development set-up, others zero
///  12   4  commands per batch k, 1 to 128   both 0 for a circuit
///  16   4  levels of the state tree         other than the batch's
///  20  32  digest of the constraint system
///  52   4  number n of public inputs, at most 1024
///  56  48  α   G1, compressed
/// 104  96  β   G2, compressed
/// 200  96  γ   G2, compressed
/// 296  96  δ   G2, compressed
/// 392  48·(n + 1)  IC₀ … IC_n   G1, compressed
/// </code>
/// </content>
public sealed partial class VerifyingKey
{
    /// <summary>Bytes of a SHA-256 key digest.</summary>
    public const int DigestByteCount = SHA256.HashSizeInBytes;

    /// <summary>Bytes of the longest key that <see cref="TryDecode"/> accepts.</summary>
    public const int MaxEncodedByteCount = CommitmentsOffset + (G1Encoding.CompressedByteCount * (MaxInputCount + 1));

    private const uint FormatVersion = 1;
    private const uint DevelopmentFlag = 1;
    private const int CircuitOffset = 20;
    private const int InputCountOffset = CircuitOffset + CircuitDigest.ByteCount;
    private const int AlphaOffset = InputCountOffset + sizeof(uint);
    private const int BetaOffset = AlphaOffset + G1Encoding.CompressedByteCount;
    private const int GammaOffset = BetaOffset + G2Encoding.CompressedByteCount;
    private const int DeltaOffset = GammaOffset + G2Encoding.CompressedByteCount;
    private const int CommitmentsOffset = DeltaOffset + G2Encoding.CompressedByteCount;

    private static ReadOnlySpan<byte> Magic => "AMVK"u8;

    /// <summary>Reads the binary form; false, with the reason, for anything else.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, [NotNullWhen(true)] out VerifyingKey? key, out KeyRejection rejection)
    {
        key = null;
        rejection = ReadHeader(source, out var label, out var inputCount);
        if (rejection != KeyRejection.None)
            return false;

        var commitments = new G1Affine[inputCount + 1];
        if (!G1Encoding.TryDecodeCompressed(source[AlphaOffset..BetaOffset], out var alpha, out var point)
            || !G2Encoding.TryDecodeCompressed(source[BetaOffset..GammaOffset], out var beta, out point)
            || !G2Encoding.TryDecodeCompressed(source[GammaOffset..DeltaOffset], out var gamma, out point)
            || !G2Encoding.TryDecodeCompressed(source[DeltaOffset..CommitmentsOffset], out var delta, out point)
            || !TryReadCommitments(source[CommitmentsOffset..], commitments, out point))
        {
            rejection = ReasonFor(point);
            return false;
        }

        if (HasInfinity(alpha, beta, gamma, delta, commitments))
        {
            rejection = KeyRejection.PointAtInfinity;
            return false;
        }

        key = new VerifyingKey(label, alpha, beta, gamma, delta, commitments);
        return true;
    }

    /// <summary>The binary form.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[EncodedByteCount(InputCount)];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), FormatVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(8), Label.IsDevelopment ? DevelopmentFlag : 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), Label.Shape?.CommandCount ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), Label.Shape?.TreeDepth ?? 0);
        Label.Circuit.CopyTo(bytes.AsSpan(CircuitOffset));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(InputCountOffset), InputCount);
        G1Encoding.EncodeCompressed(Alpha, bytes.AsSpan(AlphaOffset));
        G2Encoding.EncodeCompressed(Beta, bytes.AsSpan(BetaOffset));
        G2Encoding.EncodeCompressed(Gamma, bytes.AsSpan(GammaOffset));
        G2Encoding.EncodeCompressed(Delta, bytes.AsSpan(DeltaOffset));
        for (var i = 0; i < _inputCommitments.Length; i++)
            G1Encoding.EncodeCompressed(_inputCommitments[i], bytes.AsSpan(CommitmentsOffset + (i * G1Encoding.CompressedByteCount)));
        return bytes;
    }

    /// <summary>SHA-256 of the binary form: the name of the key in the genesis document, in bundles and in an auditor's notes.</summary>
    public byte[] ComputeDigest() => SHA256.HashData(Encode());

    private static int EncodedByteCount(int inputCount) => CommitmentsOffset + ((inputCount + 1) * G1Encoding.CompressedByteCount);

    private static KeyRejection ReadHeader(ReadOnlySpan<byte> source, out KeyLabel label, out int inputCount)
    {
        label = default;
        inputCount = 0;
        if (source.Length < AlphaOffset)
            return KeyRejection.WrongLength;
        if (!source.StartsWith(Magic))
            return KeyRejection.WrongMagic;
        if (BinaryPrimitives.ReadUInt32LittleEndian(source[4..]) != FormatVersion)
            return KeyRejection.UnknownVersion;
        var flags = BinaryPrimitives.ReadUInt32LittleEndian(source[8..]);
        if ((flags & ~DevelopmentFlag) != 0)
            return KeyRejection.UnknownFlag;
        if (!TryReadShape(source[12..20], out var shape))
            return KeyRejection.InvalidShape;
        var announced = BinaryPrimitives.ReadUInt32LittleEndian(source[InputCountOffset..]);
        if (announced > MaxInputCount)
            return KeyRejection.TooManyInputs;
        if (source.Length != EncodedByteCount((int)announced))
            return KeyRejection.WrongLength;

        inputCount = (int)announced;
        var circuit = new CircuitDigest(source[CircuitOffset..InputCountOffset]);
        label = new KeyLabel(flags == DevelopmentFlag, circuit, shape);
        return KeyRejection.None;
    }

    private static bool TryReadShape(ReadOnlySpan<byte> source, out CircuitShape? shape)
    {
        var commandCount = BinaryPrimitives.ReadUInt32LittleEndian(source);
        var treeDepth = BinaryPrimitives.ReadUInt32LittleEndian(source[4..]);
        shape = null;
        if (commandCount == 0 && treeDepth == 0)
            return true;
        if (commandCount is 0 or > CircuitShape.CommandLimit || treeDepth is 0 or > OctalTree.DepthLimit)
            return false;
        shape = new CircuitShape((int)commandCount, (int)treeDepth);
        return true;
    }

    private static bool TryReadCommitments(ReadOnlySpan<byte> source, Span<G1Affine> commitments, out PointRejection rejection)
    {
        rejection = PointRejection.None;
        for (var i = 0; i < commitments.Length; i++)
        {
            if (!G1Encoding.TryDecodeCompressed(source.Slice(i * G1Encoding.CompressedByteCount, G1Encoding.CompressedByteCount), out commitments[i], out rejection))
                return false;
        }

        return true;
    }

    /// <summary>The refusal of a key one of whose points is refused.</summary>
    internal static KeyRejection ReasonFor(PointRejection rejection) => rejection switch
    {
        PointRejection.WrongLength => KeyRejection.WrongLength,
        PointRejection.WrongForm => KeyRejection.PointWrongForm,
        PointRejection.InvalidFlags => KeyRejection.PointInvalidFlags,
        PointRejection.NonCanonicalInfinity => KeyRejection.PointNonCanonicalInfinity,
        PointRejection.NonCanonicalCoordinate => KeyRejection.PointNonCanonicalCoordinate,
        PointRejection.NotOnCurve => KeyRejection.PointNotOnCurve,
        PointRejection.NotInSubgroup => KeyRejection.PointNotInSubgroup,
        _ => throw new ArgumentOutOfRangeException(nameof(rejection), rejection, "Not a refusal."),
    };
}
