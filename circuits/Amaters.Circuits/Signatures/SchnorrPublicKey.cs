using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Jubjub;

namespace Amaters.Circuits.Signatures;

/// <summary>A public key pk = x·B: a point of order exactly l. Keys of small or mixed order and the identity have no value of this type.</summary>
public sealed class SchnorrPublicKey : IEquatable<SchnorrPublicKey>
{
    /// <summary>Length of the encoding, that of a point.</summary>
    public const int EncodedByteCount = JubjubCurvePoint.EncodedByteCount;

    internal SchnorrPublicKey(in JubjubPoint point)
    {
        if (point.IsIdentity)
            throw new ArgumentException("The identity is no public key.", nameof(point));
        Point = point;
        Span<Fr> inputs = stackalloc Fr[Compression.Arity];
        WriteClientIdInputs(inputs);
        ClientId = Compression.H8(inputs);
    }

    /// <summary>The point.</summary>
    public JubjubPoint Point { get; }

    /// <summary>client = H8(CLIENT, pk.u, pk.v, 0, 0, 0, 0, 0) (STATE-2): how the ledger names the holder of this key.</summary>
    public Fr ClientId { get; }

    /// <summary>Key of a point of the subgroup; false for the identity.</summary>
    public static bool TryCreate(in JubjubPoint point, [NotNullWhen(true)] out SchnorrPublicKey? key)
    {
        key = point.IsIdentity ? null : new SchnorrPublicKey(point);
        return key is not null;
    }

    /// <summary>c, the low 128 bits of H8(SIGNATURE, R.u, R.v, pk.u, pk.v, m, ledgerId, 0) (SIG-2).</summary>
    public UInt128 Challenge(in JubjubCurvePoint noncePoint, in Fr message, in Fr ledgerId)
    {
        Span<Fr> inputs = stackalloc Fr[Compression.Arity];
        WriteChallengeInputs(inputs, noncePoint, message, ledgerId);
        Span<ulong> limbs = stackalloc ulong[4];
        Compression.H8(inputs).ToStandardLimbs(limbs);
        return new UInt128(limbs[1], limbs[0]);
    }

    /// <summary>True when s·B = R + c·pk (SIG-3), without clearing the cofactor: the equation that the circuit checks.</summary>
    /// <param name="signature">(R, s).</param>
    /// <param name="message">m, the command digest.</param>
    /// <param name="ledgerId">The ledger that the signer meant; a signature is worth nothing on another one.</param>
    public bool Verify(in SchnorrSignature signature, in Fr message, in Fr ledgerId)
    {
        var challenge = JubjubScalar.FromUInt128(Challenge(signature.NoncePoint, message, ledgerId));
        return (JubjubPoint.MultiplyGenerator(signature.Scalar) - Point.MultiplyPublic(challenge)).ToCurvePoint() == signature.NoncePoint;
    }

    /// <summary>Writes the eight inputs of the hash that is <see cref="ClientId"/>.</summary>
    internal void WriteClientIdInputs(Span<Fr> inputs) => Compression.WriteInputs(inputs, DomainTag.Client, Point.U, Point.V);

    /// <summary>Writes the eight inputs of the hash that a <see cref="Challenge"/> is taken from.</summary>
    internal void WriteChallengeInputs(Span<Fr> inputs, in JubjubCurvePoint noncePoint, in Fr message, in Fr ledgerId) =>
        Compression.WriteInputs(inputs, DomainTag.Signature, noncePoint.U, noncePoint.V, Point.U, Point.V, message, ledgerId);

    /// <summary>Writes the 32-byte encoding to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The span is shorter than 32 bytes.</exception>
    public void Encode(Span<byte> destination) => Point.Encode(destination);

    /// <summary>Reads exactly 32 bytes that encode a point of order l.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, [NotNullWhen(true)] out SchnorrPublicKey? key, out JubjubRejection reason)
    {
        key = null;
        if (!JubjubPoint.TryDecode(source, out var point, out reason))
            return false;
        if (!TryCreate(point, out key))
        {
            reason = JubjubRejection.Identity;
            return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public bool Equals(SchnorrPublicKey? other) => other is not null && Point == other.Point;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SchnorrPublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => Point.GetHashCode();
}
