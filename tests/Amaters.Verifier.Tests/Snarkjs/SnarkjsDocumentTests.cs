using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Snarkjs;
using Amaters.Verifier.Tests.Curve;

namespace Amaters.Verifier.Tests.Snarkjs;

public sealed class SnarkjsDocumentTests
{
    [Fact]
    public void Documents_of_snarkjs_are_written_back_as_they_were()
    {
        AssertSameJson(SnarkjsSample.ProofJson, SnarkjsProof.Write(SnarkjsSample.Proof));
        AssertSameJson(SnarkjsSample.PublicJson, SnarkjsPublicInputs.Write(SnarkjsSample.Inputs));
        AssertSameJson(SnarkjsSample.KeyJson, SnarkjsVerificationKey.Write(SnarkjsSample.Key));

        static void AssertSameJson(byte[] expected, byte[] actual) =>
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), Encoding.UTF8.GetString(actual));
    }

    [Theory]
    [InlineData("", SnarkjsRejection.NotJson)]
    [InlineData("{", SnarkjsRejection.NotJson)]
    [InlineData("{} x", SnarkjsRejection.NotJson)]
    [InlineData("{\"protocol\":\"groth16\",\"protocol\":\"groth16\"}", SnarkjsRejection.NotJson)]
    [InlineData("[[[[[[[[[]]]]]]]]]", SnarkjsRejection.NotJson)]
    [InlineData("{\"\\ud800\":1}", SnarkjsRejection.NotJson)]
    [InlineData("{\"protocol\":\"\\ud800\",\"curve\":\"bls12381\"}", SnarkjsRejection.WrongProtocol)]
    [InlineData("[]", SnarkjsRejection.WrongStructure)]
    [InlineData("{}", SnarkjsRejection.WrongStructure)]
    [InlineData("null", SnarkjsRejection.WrongStructure)]
    [InlineData("{\"protocol\":1,\"curve\":\"bls12381\"}", SnarkjsRejection.WrongStructure)]
    [InlineData("{\"protocol\":\"plonk\",\"curve\":\"bls12381\"}", SnarkjsRejection.WrongProtocol)]
    [InlineData("{\"protocol\":\"groth16\",\"curve\":\"bn128\"}", SnarkjsRejection.WrongCurve)]
    [InlineData("{\"protocol\":\"groth16\",\"curve\":\"bls12381\"}", SnarkjsRejection.WrongStructure)]
    public void Other_documents_are_rejected_with_their_reason(string json, SnarkjsRejection expected)
    {
        Assert.False(SnarkjsProof.TryRead(Encoding.UTF8.GetBytes(json), out var proof, out var rejection));
        Assert.Equal((expected, null), (rejection, proof));
        Assert.False(SnarkjsVerificationKey.TryRead(Encoding.UTF8.GetBytes(json), default, out var key, out rejection));
        Assert.Equal((expected, null), (rejection, key));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_rejected_in_names_and_values()
    {
        Assert.False(SnarkjsProof.TryRead([.. "{\""u8, 0xff, 0xfe, .. "\":1}"u8], out _, out var rejection));
        Assert.NotEqual(SnarkjsRejection.None, rejection);
        Assert.False(SnarkjsProof.TryRead([.. "{\"protocol\":\""u8, 0xc0, 0x80, .. "\",\"curve\":\"bls12381\"}"u8], out _, out rejection));
        Assert.NotEqual(SnarkjsRejection.None, rejection);
    }

    [Theory]
    [InlineData("12", SnarkjsRejection.PointNotOnCurve)]
    [InlineData("012", SnarkjsRejection.NotDecimal)]
    [InlineData("", SnarkjsRejection.NotDecimal)]
    [InlineData("-1", SnarkjsRejection.NotDecimal)]
    [InlineData("+1", SnarkjsRejection.NotDecimal)]
    [InlineData(" 1", SnarkjsRejection.NotDecimal)]
    [InlineData("0x1", SnarkjsRejection.NotDecimal)]
    [InlineData("1e3", SnarkjsRejection.NotDecimal)]
    [InlineData("\u0661", SnarkjsRejection.NotDecimal)]
    public void A_coordinate_must_be_a_decimal_number_of_the_curve(string coordinate, SnarkjsRejection expected) =>
        AssertProof(expected, json => json["pi_a"]![0] = coordinate);

    [Fact]
    public void Coordinates_from_the_modulus_on_are_rejected_as_not_canonical()
    {
        foreach (var shift in new[] { Fp.Modulus, 2 * Fp.Modulus, BigInteger.Pow(10, 200) })
        {
            AssertProof(SnarkjsRejection.NotCanonical, json => json["pi_a"]![0] = $"{SnarkjsSample.Proof.A.X.ToBigInteger() + shift}");
            AssertProof(SnarkjsRejection.NotCanonical, json => json["pi_b"]![1]![1] = $"{SnarkjsSample.Proof.B.Y.C1.ToBigInteger() + shift}");
        }
    }

    [Fact]
    public void Points_must_be_affine_on_the_curve_in_the_subgroup_and_not_infinity()
    {
        AssertProof(SnarkjsRejection.PointAtInfinity, json => json["pi_c"] = new JsonArray("0", "1", "0"));
        AssertProof(SnarkjsRejection.PointAtInfinity, json => json["pi_b"] = new JsonArray(new JsonArray("0", "0"), new JsonArray("1", "0"), new JsonArray("0", "0")));
        AssertProof(SnarkjsRejection.NotAffine, json => json["pi_a"]![2] = "2");
        AssertProof(SnarkjsRejection.NotAffine, json => json["pi_b"]![2]![1] = "1");
        AssertProof(SnarkjsRejection.PointNotOnCurve, json => json["pi_c"] = new JsonArray("0", "0", "1"));
        AssertProof(SnarkjsRejection.PointNotOnCurve, json => json["pi_b"]![0]![0] = "5");
        var outside = SmallOrderPoints.G1[0];
        AssertProof(SnarkjsRejection.PointNotInSubgroup, json => json["pi_a"] = new JsonArray($"{outside.X.ToBigInteger()}", $"{outside.Y.ToBigInteger()}", "1"));
    }

    [Fact]
    public void Points_must_have_the_structure_of_points()
    {
        AssertProof(SnarkjsRejection.WrongStructure, json => json.Remove("pi_a"));
        AssertProof(SnarkjsRejection.WrongStructure, json => json["pi_a"] = "1");
        AssertProof(SnarkjsRejection.WrongStructure, json => json["pi_a"]!.AsArray().Add("1"));
        AssertProof(SnarkjsRejection.WrongStructure, json => json["pi_a"]![0] = 5);
        AssertProof(SnarkjsRejection.WrongStructure, json => json["pi_b"]![0] = "1");
        AssertProof(SnarkjsRejection.WrongStructure, json => json["pi_b"]![0]!.AsArray().Add("1"));
    }

    [Fact]
    public void A_document_beyond_its_limit_is_rejected_unread()
    {
        Assert.False(SnarkjsProof.TryRead(new byte[SnarkjsProof.MaxByteCount + 1], out _, out var rejection));
        Assert.Equal(SnarkjsRejection.TooLarge, rejection);
        Assert.False(SnarkjsPublicInputs.TryRead(new byte[SnarkjsPublicInputs.MaxByteCount + 1], out _, out rejection));
        Assert.Equal(SnarkjsRejection.TooLarge, rejection);
        Assert.False(SnarkjsVerificationKey.TryRead(new byte[SnarkjsVerificationKey.MaxByteCount + 1], default, out _, out rejection));
        Assert.Equal(SnarkjsRejection.TooLarge, rejection);
    }

    [Fact]
    public void Public_inputs_from_the_modulus_on_are_rejected_so_x_and_x_plus_r_are_never_both_accepted()
    {
        Assert.True(SnarkjsPublicInputs.TryRead(Inputs(Fr.Modulus - 1), out var inputs, out _));
        Assert.Equal([-Fr.One], inputs);
        foreach (var alias in new[] { Fr.Modulus, Fr.Modulus + 3, 2 * Fr.Modulus })
        {
            Assert.False(SnarkjsPublicInputs.TryRead(Inputs(alias), out inputs, out var rejection));
            Assert.Equal((SnarkjsRejection.NotCanonical, null), (rejection, inputs));
        }

        static byte[] Inputs(BigInteger value) => Encoding.UTF8.GetBytes($"[\"{value}\"]");
    }

    [Fact]
    public void A_key_must_have_as_many_commitments_as_it_says()
    {
        AssertKey(SnarkjsRejection.WrongInputCount, json => json["nPublic"] = 1);
        AssertKey(SnarkjsRejection.WrongInputCount, json => json["IC"]!.AsArray().RemoveAt(2));
        AssertKey(SnarkjsRejection.TooManyInputs, json => json["nPublic"] = VerifyingKey.MaxInputCount + 1);
        AssertKey(SnarkjsRejection.WrongStructure, json => json["nPublic"] = -1);
        AssertKey(SnarkjsRejection.WrongStructure, json => json["nPublic"] = "2");
        AssertKey(SnarkjsRejection.WrongStructure, json => json["IC"] = 1);
        AssertKey(SnarkjsRejection.PointAtInfinity, json => json["IC"]![1] = new JsonArray("0", "1", "0"));
        AssertKey(SnarkjsRejection.PointNotOnCurve, json => json["vk_delta_2"]![0]![0] = "1");
    }

    private static void AssertProof(SnarkjsRejection expected, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(SnarkjsSample.ProofJson)!.AsObject();
        change(json);
        Assert.False(SnarkjsProof.TryRead(Encoding.UTF8.GetBytes(json.ToJsonString()), out var proof, out var rejection));
        Assert.Equal((expected, null), (rejection, proof));
    }

    private static void AssertKey(SnarkjsRejection expected, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(SnarkjsSample.KeyJson)!.AsObject();
        change(json);
        Assert.False(SnarkjsVerificationKey.TryRead(Encoding.UTF8.GetBytes(json.ToJsonString()), default, out var key, out var rejection));
        Assert.Equal((expected, null), (rejection, key));
    }
}
