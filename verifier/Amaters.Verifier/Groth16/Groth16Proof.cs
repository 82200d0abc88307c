using System.Diagnostics.CodeAnalysis;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Encodings;

namespace Amaters.Verifier.Groth16;

/// <summary>A Groth16 proof (A, B, C) (Groth, eprint 2016/260, §3.2). Its points are on their curves and in their subgroups by type.</summary>
/// <remarks>
/// <para>Encoding, 192 bytes:</para>
/// <code>
///   0  48  A  G1, compressed
///  48  96  B  G2, compressed
/// 144  48  C  G1, compressed
/// </code>
/// <para>
/// Proofs are malleable: from a valid (A, B, C) anyone makes others for the same statement, (−A, −B, C) for one. No id, nonce
/// or duplicate check may be derived from proof bytes; what a proof is <em>of</em> is named by its public input.
/// </para>
/// </remarks>
public sealed class Groth16Proof
{
    /// <summary>Bytes of an encoded proof.</summary>
    public const int EncodedByteCount = (2 * G1Encoding.CompressedByteCount) + G2Encoding.CompressedByteCount;

    private const int BOffset = G1Encoding.CompressedByteCount;
    private const int COffset = BOffset + G2Encoding.CompressedByteCount;

    /// <summary>A proof from its three points.</summary>
    public Groth16Proof(in G1Affine a, in G2Affine b, in G1Affine c)
    {
        A = a;
        B = b;
        C = c;
    }

    /// <summary>The element A of G1.</summary>
    public G1Affine A { get; }

    /// <summary>The element B of G2.</summary>
    public G2Affine B { get; }

    /// <summary>The element C of G1.</summary>
    public G1Affine C { get; }

    /// <summary>Whether a point is infinity, which the verifier refuses.</summary>
    internal bool HasInfinity => A.IsInfinity || B.IsInfinity || C.IsInfinity;

    /// <summary>Reads the 192 bytes of a proof; false, with the reason, for anything else.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="proof">The proof.</param>
    /// <param name="rejection">Why not; <see cref="ProofRejection.NotVerified"/> for a proof, because decoding verifies nothing.</param>
    public static bool TryDecode(ReadOnlySpan<byte> source, [NotNullWhen(true)] out Groth16Proof? proof, out ProofRejection rejection)
    {
        proof = null;
        if (source.Length != EncodedByteCount)
        {
            rejection = ProofRejection.WrongLength;
            return false;
        }

        if (!G1Encoding.TryDecodeCompressed(source[..BOffset], out var a, out var pointRejection)
            || !G2Encoding.TryDecodeCompressed(source[BOffset..COffset], out var b, out pointRejection)
            || !G1Encoding.TryDecodeCompressed(source[COffset..], out var c, out pointRejection))
        {
            rejection = ReasonFor(pointRejection);
            return false;
        }

        if (a.IsInfinity || b.IsInfinity || c.IsInfinity)
        {
            rejection = ProofRejection.PointAtInfinity;
            return false;
        }

        proof = new Groth16Proof(a, b, c);
        rejection = ProofRejection.NotVerified;
        return true;
    }

    /// <summary>The 192 bytes of the proof.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[EncodedByteCount];
        G1Encoding.EncodeCompressed(A, bytes);
        G2Encoding.EncodeCompressed(B, bytes.AsSpan(BOffset));
        G1Encoding.EncodeCompressed(C, bytes.AsSpan(COffset));
        return bytes;
    }

    /// <summary>The refusal of a proof one of whose points is refused.</summary>
    internal static ProofRejection ReasonFor(PointRejection rejection) => rejection switch
    {
        PointRejection.WrongLength => ProofRejection.WrongLength,
        PointRejection.WrongForm => ProofRejection.PointWrongForm,
        PointRejection.InvalidFlags => ProofRejection.PointInvalidFlags,
        PointRejection.NonCanonicalInfinity => ProofRejection.PointNonCanonicalInfinity,
        PointRejection.NonCanonicalCoordinate => ProofRejection.PointNonCanonicalCoordinate,
        PointRejection.NotOnCurve => ProofRejection.PointNotOnCurve,
        PointRejection.NotInSubgroup => ProofRejection.PointNotInSubgroup,
        _ => throw new ArgumentOutOfRangeException(nameof(rejection), rejection, "Not a refusal."),
    };
}
