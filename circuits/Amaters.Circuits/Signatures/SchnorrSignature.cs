using Amaters.Circuits.Jubjub;

namespace Amaters.Circuits.Signatures;

/// <summary>A Schnorr signature (R, s) over Jubjub: s·B = R + c·pk (SIG-3). Any decoded pair is well-formed; whether it is valid depends on key and message.</summary>
/// <param name="NoncePoint">R, a point on the curve. Of a valid signature it lies in the subgroup, as the equation's other terms do.</param>
/// <param name="Scalar">s, below l.</param>
public readonly record struct SchnorrSignature(JubjubCurvePoint NoncePoint, JubjubScalar Scalar)
{
    /// <summary>Length of the encoding: R as 32 bytes, then s as 32 bytes.</summary>
    public const int EncodedByteCount = JubjubCurvePoint.EncodedByteCount + JubjubScalar.EncodedByteCount;

    /// <summary>Writes the 64-byte encoding to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The span is shorter than 64 bytes.</exception>
    public void Encode(Span<byte> destination)
    {
        if (destination.Length < EncodedByteCount)
            throw new ArgumentException("A signature takes 64 bytes.", nameof(destination));
        NoncePoint.Encode(destination);
        Scalar.Encode(destination[JubjubCurvePoint.EncodedByteCount..]);
    }

    /// <summary>Reads exactly the 64 bytes that <see cref="Encode"/> writes.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, out SchnorrSignature signature, out SchnorrRejection reason)
    {
        signature = default;
        if (source.Length != EncodedByteCount)
        {
            reason = SchnorrRejection.WrongLength;
            return false;
        }

        if (!JubjubCurvePoint.TryDecode(source[..JubjubCurvePoint.EncodedByteCount], out var noncePoint, out _))
        {
            reason = SchnorrRejection.InvalidNoncePoint;
            return false;
        }

        if (!JubjubScalar.TryDecode(source[JubjubCurvePoint.EncodedByteCount..], out var scalar))
        {
            reason = SchnorrRejection.NonCanonicalScalar;
            return false;
        }

        signature = new SchnorrSignature(noncePoint, scalar);
        reason = SchnorrRejection.None;
        return true;
    }
}
