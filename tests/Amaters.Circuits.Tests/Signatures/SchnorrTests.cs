using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Jubjub;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Tests.Jubjub;

namespace Amaters.Circuits.Tests.Signatures;

public sealed class SchnorrTests
{
    private static readonly SchnorrSecretKey Secret = SchnorrSecretKey.FromSeed(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
    private static readonly Fr Message = Fr.FromUInt64(1234);
    private static readonly Fr LedgerId = Fr.FromUInt64(77);

    private static SchnorrPublicKey Public => Secret.PublicKey;

    [Fact]
    public void A_signature_is_accepted_for_its_key_message_and_ledger_only()
    {
        var signature = Secret.Sign(Message, LedgerId);
        Assert.True(Public.Verify(signature, Message, LedgerId));
        Assert.False(Public.Verify(signature, Message + Fr.One, LedgerId));
        Assert.False(Public.Verify(signature, Message, LedgerId + Fr.One));
        Assert.False(SchnorrSecretKey.Generate().PublicKey.Verify(signature, Message, LedgerId));
    }

    [Fact]
    public void Random_keys_and_messages_verify() =>
        Gen.Select(Gen.Byte.Array[32, 64], Gen.ULong, Gen.ULong).Sample((seed, message, ledger) =>
        {
            var secret = SchnorrSecretKey.FromSeed(seed);
            var (m, id) = (Fr.FromUInt64(message), -Fr.FromUInt64(ledger));
            return secret.PublicKey.Verify(secret.Sign(m, id), m, id);
        }, iter: 20);

    [Fact]
    public void The_equation_is_that_of_the_definition()
    {
        // s·B = R + c·pk with c the low 128 bits of H8(3, R.u, R.v, pk.u, pk.v, m, ledgerId, 0), on plain integers and points.
        var (noncePoint, scalar) = Secret.Sign(Message, LedgerId);
        var key = Public.Point.ToCurvePoint();
        var hash = Compression.H8([Fr.FromUInt64(3), noncePoint.U, noncePoint.V, key.U, key.V, Message, LedgerId, Fr.Zero]);
        var challenge = hash.ToBigInteger() & ((BigInteger.One << 128) - 1);
        var left = JubjubPoints.Multiply(JubjubPoint.Generator.ToCurvePoint(), scalar.ToBigInteger());
        Assert.Equal(noncePoint + JubjubPoints.Multiply(key, challenge), left);
        Assert.Equal((UInt128)challenge, Public.Challenge(noncePoint, Message, LedgerId));
    }

    [Fact]
    public void A_client_id_is_the_tagged_hash_of_the_key() =>
        Assert.Equal(Compression.H8([Fr.One, Public.Point.U, Public.Point.V, default, default, default, default, default]), Public.ClientId);

    [Fact]
    public void Signing_is_deterministic_and_each_message_and_ledger_has_its_own_nonce()
    {
        Assert.Equal(Secret.Sign(Message, LedgerId), Secret.Sign(Message, LedgerId));
        var nonces = new[]
        {
            Secret.Sign(Message, LedgerId), Secret.Sign(Message + Fr.One, LedgerId), Secret.Sign(Message, LedgerId + Fr.One),
            SchnorrSecretKey.Padding.Sign(Message, LedgerId),
        }.Select(signature => signature.NoncePoint);
        Assert.Equal(4, nonces.Distinct().Count());
    }

    [Fact]
    public void The_padding_key_is_the_generator() => Assert.Equal(JubjubPoint.Generator, SchnorrSecretKey.Padding.PublicKey.Point);

    [Fact]
    public void A_changed_scalar_or_nonce_point_is_refused()
    {
        var signature = Secret.Sign(Message, LedgerId);
        Assert.False(Public.Verify(signature with { Scalar = signature.Scalar + JubjubScalar.One }, Message, LedgerId));
        Assert.False(Public.Verify(signature with { Scalar = -signature.Scalar }, Message, LedgerId));
        Assert.False(Public.Verify(signature with { NoncePoint = -signature.NoncePoint }, Message, LedgerId));
        Assert.False(Public.Verify(default, Message, LedgerId));
    }

    [Fact]
    public void A_nonce_point_with_a_small_component_is_refused()
    {
        // The equation is cofactorless: what a cofactored verifier would forgive is refused here and in the circuit.
        var signature = Secret.Sign(Message, LedgerId);
        foreach (var torsion in JubjubPoints.SmallOrder.Where(point => !point.IsIdentity))
            Assert.False(Public.Verify(signature with { NoncePoint = signature.NoncePoint + torsion }, Message, LedgerId));
    }

    [Fact]
    public void Adding_the_order_to_the_scalar_is_rejected_by_the_decoder()
    {
        var bytes = Encode(Secret.Sign(Message, LedgerId));
        var aliased = new BigInteger(bytes.AsSpan(32), isUnsigned: true) + JubjubScalar.Modulus;
        Assert.True(aliased.TryWriteBytes(bytes.AsSpan(32), out _, isUnsigned: true));
        AssertRejected(bytes, SchnorrRejection.NonCanonicalScalar);
    }

    [Fact]
    public void A_nonce_point_off_the_curve_is_rejected_by_the_decoder()
    {
        var bytes = Encode(Secret.Sign(Message, LedgerId));
        var rejected = Enumerable.Range(0, 20).Count(change =>
        {
            bytes[0] = (byte)change;
            return !SchnorrSignature.TryDecode(bytes, out _, out var reason) && reason == SchnorrRejection.InvalidNoncePoint;
        });
        Assert.InRange(rejected, 1, 19);
    }

    [Fact]
    public void Encodings_are_read_back_and_have_one_length()
    {
        var signature = Secret.Sign(Message, LedgerId);
        var bytes = Encode(signature);
        Assert.True(SchnorrSignature.TryDecode(bytes, out var decoded, out _));
        Assert.Equal(signature, decoded);
        AssertRejected(bytes[..63], SchnorrRejection.WrongLength);
        AssertRejected([.. bytes, 0], SchnorrRejection.WrongLength);
    }

    [Fact]
    public void Keys_of_small_or_mixed_order_are_rejected()
    {
        foreach (var torsion in JubjubPoints.SmallOrder)
        {
            AssertKeyRejected(torsion, torsion.IsIdentity ? JubjubRejection.Identity : JubjubRejection.NotInSubgroup);
            if (!torsion.IsIdentity)
                AssertKeyRejected(Public.Point.ToCurvePoint() + torsion, JubjubRejection.NotInSubgroup);
        }

        Assert.False(SchnorrPublicKey.TryCreate(JubjubPoint.Identity, out _));
    }

    [Fact]
    public void Keys_are_read_back_from_their_encodings()
    {
        var bytes = new byte[32];
        Public.Encode(bytes);
        Assert.True(SchnorrPublicKey.TryDecode(bytes, out var key, out _));
        Assert.Equal(Public, key);
        Secret.Encode(bytes);
        Assert.True(SchnorrSecretKey.TryDecode(bytes, out var secret));
        Assert.Equal(Public, secret.PublicKey);
    }

    [Fact]
    public void Zero_and_the_order_are_no_secret_keys()
    {
        var bytes = new byte[32];
        Assert.False(SchnorrSecretKey.TryDecode(bytes, out _));
        JubjubScalar.Modulus.TryWriteBytes(bytes, out _, isUnsigned: true);
        Assert.False(SchnorrSecretKey.TryDecode(bytes, out _));
        Assert.Throws<ArgumentException>(() => SchnorrSecretKey.FromSeed(new byte[31]));
    }

    private static byte[] Encode(SchnorrSignature signature)
    {
        var bytes = new byte[SchnorrSignature.EncodedByteCount];
        signature.Encode(bytes);
        return bytes;
    }

    private static void AssertRejected(byte[] bytes, SchnorrRejection expected)
    {
        Assert.False(SchnorrSignature.TryDecode(bytes, out _, out var reason));
        Assert.Equal(expected, reason);
    }

    private static void AssertKeyRejected(JubjubCurvePoint point, JubjubRejection expected)
    {
        var bytes = new byte[32];
        point.Encode(bytes);
        Assert.False(SchnorrPublicKey.TryDecode(bytes, out var key, out var reason));
        Assert.Null(key);
        Assert.Equal(expected, reason);
    }
}
