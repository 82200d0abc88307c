using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Gadgets;
using Amaters.Circuits.Jubjub;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Tests.Jubjub;

namespace Amaters.Circuits.Tests.Gadgets;

public sealed class SchnorrGadgetTests
{
    private const int NonceU = 0;
    private const int NonceV = 1;
    private const int ScalarBits = 2;

    private static readonly SchnorrSecretKey Key = SchnorrSecretKey.FromSeed("a key for tests, 32 bytes or more"u8);
    private static readonly Fr Message = Elements.Of(42);
    private static readonly Fr LedgerId = Elements.Of(7);

    [Fact]
    public void SIG_3_accepts_what_the_native_verifier_accepts() => Gen.Select(JubjubPoints.Scalars.Where(scalar => !scalar.IsZero), Elements.Any, Elements.Any).Sample(
        (secret, message, ledgerId) =>
        {
            var bytes = new byte[SchnorrSecretKey.EncodedByteCount];
            secret.Encode(bytes);
            Assert.True(SchnorrSecretKey.TryDecode(bytes, out var key));
            var signature = key.Sign(message, ledgerId);
            Assert.True(key.PublicKey.Verify(signature, message, ledgerId));
            GadgetHarness.AssertHolds(Verify(signature), Inputs(key.PublicKey, message, ledgerId));
        },
        iter: 3);

    [Fact]
    public void SIG_3_refuses_a_signature_under_another_key() =>
        AssertRefused(Key.Sign(Message, LedgerId), SchnorrSecretKey.Padding.PublicKey, Message, LedgerId);

    [Fact]
    public void SIG_3_refuses_a_signature_for_another_message() =>
        AssertRefused(Key.Sign(Message, LedgerId), Key.PublicKey, Message + Fr.One, LedgerId);

    [Fact]
    public void SIG_3_refuses_a_signature_for_another_ledger() =>
        AssertRefused(Key.Sign(Message, LedgerId), Key.PublicKey, Message, LedgerId + Fr.One);

    [Fact]
    public void SIG_3_refuses_another_scalar_or_nonce_point()
    {
        var signature = Key.Sign(Message, LedgerId);
        AssertRefused(signature with { Scalar = signature.Scalar + JubjubScalar.One }, Key.PublicKey, Message, LedgerId);
        AssertRefused(signature with { NoncePoint = -signature.NoncePoint }, Key.PublicKey, Message, LedgerId);
        AssertRefused(signature with { NoncePoint = signature.NoncePoint + JubjubPoints.SmallOrder[1] }, Key.PublicKey, Message, LedgerId);
    }

    [Fact]
    public void SIG_3_refuses_s_plus_l()
    {
        // s·B = (s + l)·B, so only the range of s stands in the way; it must have room for s + l within 252 bits.
        var room = (BigInteger.One << JubjubCurve.ScalarBitCount) - JubjubCurve.SubgroupOrder;
        var (message, signature) = Enumerable.Range(0, 1000)
            .Select(i => (Message: Elements.Of((ulong)i), Signature: Key.Sign(Elements.Of((ulong)i), LedgerId)))
            .First(signed => signed.Signature.Scalar.ToBigInteger() < room);

        var aliased = Elements.BitsOf(signature.Scalar.ToBigInteger() + JubjubCurve.SubgroupOrder, JubjubCurve.ScalarBitCount);
        var lies = Enumerable.Range(0, aliased.Length).ToDictionary(i => ScalarBits + i, i => aliased[i]);
        GadgetHarness.AssertFailsWithLies(Verify(signature), Inputs(Key.PublicKey, message, LedgerId), lies);
    }

    [Fact]
    public void SIG_3_refuses_a_nonce_point_off_the_curve()
    {
        var signature = Key.Sign(Message, LedgerId);
        foreach (int coordinate in new[] { NonceU, NonceV })
        {
            var lies = new Dictionary<int, Fr> { [coordinate] = Elements.Of(3) };
            GadgetHarness.AssertFailsWithLies(Verify(signature), Inputs(Key.PublicKey, Message, LedgerId), lies);
        }
    }

    private static void AssertRefused(SchnorrSignature signature, SchnorrPublicKey key, Fr message, Fr ledgerId)
    {
        Assert.False(key.Verify(signature, message, ledgerId));
        GadgetHarness.AssertFails(Verify(signature), Inputs(key, message, ledgerId));
    }

    private static Fr[] Inputs(SchnorrPublicKey key, Fr message, Fr ledgerId) => [key.Point.U, key.Point.V, message, ledgerId];

    private static GadgetUnderTest Verify(SchnorrSignature signature) => (builder, inputs) =>
    {
        SchnorrGadget.EnforceValid(builder, signature, new EdwardsPoint(inputs[0], inputs[1]), inputs[2], inputs[3]);
        return [];
    };
}
