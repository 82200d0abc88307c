using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using Amaters.Circuits.Fields;
using Amaters.Testing;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Encodings;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Pairing;
using Amaters.Verifier.Tests.Curve;

namespace Amaters.Verifier.Tests;

/// <summary>Group operations, encodings and pairings against @noble/curves, which node really runs.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class NobleCurvesTests : IDisposable
{
    private readonly NodeJudge _judge = new("noble-curves.mjs");

    public void Dispose() => _judge.Dispose();

    [Fact]
    public void Group_operations_and_encodings_agree_on_G1() => Gen.Select(Scalars, Scalars).Sample(
        (a, b) =>
        {
            var answer = Ask("group", ("group", "G1"), ("a", Hex(a)), ("b", Hex(b)));
            var generator = G1Jacobian.FromAffine(G1Affine.Generator);
            AssertEncodes("a", generator * a);
            AssertEncodes("sum", (generator * a) + (generator * b));
            AssertEncodes("product", generator * a * b);
            AssertEncodes("negative", -(generator * a));

            void AssertEncodes(string name, G1Jacobian point)
            {
                byte[] compressed = new byte[G1Encoding.CompressedByteCount], uncompressed = new byte[G1Encoding.UncompressedByteCount];
                G1Encoding.EncodeCompressed(point.ToAffine(), compressed);
                G1Encoding.EncodeUncompressed(point.ToAffine(), uncompressed);
                Assert.Equal((string?)answer["compressed"]![name], Convert.ToHexStringLower(compressed));
                Assert.Equal((string?)answer["uncompressed"]![name], Convert.ToHexStringLower(uncompressed));
            }
        },
        iter: 30,
        threads: 1);

    [Fact]
    public void Group_operations_and_encodings_agree_on_G2() => Gen.Select(Scalars, Scalars).Sample(
        (a, b) =>
        {
            var answer = Ask("group", ("group", "G2"), ("a", Hex(a)), ("b", Hex(b)));
            var generator = G2Jacobian.FromAffine(G2Affine.Generator);
            AssertEncodes("a", generator * a);
            AssertEncodes("sum", (generator * a) + (generator * b));
            AssertEncodes("product", generator * a * b);
            AssertEncodes("negative", -(generator * a));

            void AssertEncodes(string name, G2Jacobian point)
            {
                byte[] compressed = new byte[G2Encoding.CompressedByteCount], uncompressed = new byte[G2Encoding.UncompressedByteCount];
                G2Encoding.EncodeCompressed(point.ToAffine(), compressed);
                G2Encoding.EncodeUncompressed(point.ToAffine(), uncompressed);
                Assert.Equal((string?)answer["compressed"]![name], Convert.ToHexStringLower(compressed));
                Assert.Equal((string?)answer["uncompressed"]![name], Convert.ToHexStringLower(uncompressed));
            }
        },
        iter: 30,
        threads: 1);

    [Fact]
    public void Points_outside_the_subgroup_are_refused_by_both() => Gen.Select(Elements.G1OnCurve, Elements.G2OnCurve).Sample(
        (p, q) =>
        {
            var g1 = new byte[G1Encoding.CompressedByteCount];
            G1Encoding.EncodeCompressed(p, g1);
            Assert.Equal(Refuses("G1", g1), !G1Encoding.TryDecodeCompressed(g1, out _, out _));
            var g2 = new byte[G2Encoding.CompressedByteCount];
            G2Encoding.EncodeCompressed(q, g2);
            Assert.Equal(Refuses("G2", g2), !G2Encoding.TryDecodeCompressed(g2, out _, out _));
        },
        iter: 20,
        threads: 1);

    [Fact]
    public void Small_order_points_are_refused_by_both() => Assert.All(SmallOrderPoints.G1, point =>
    {
        var bytes = new byte[G1Encoding.UncompressedByteCount];
        G1Encoding.EncodeUncompressed(point, bytes);
        Assert.True(Refuses("G1", bytes));
        Assert.False(G1Encoding.TryDecodeUncompressed(bytes, out _, out _));
    });

    [Fact]
    public void Pairings_agree() => Gen.Select(Elements.G1.Where(p => !p.IsInfinity), Elements.G2.Where(q => !q.IsInfinity)).Sample(
        (p, q) =>
        {
            byte[] g1 = new byte[G1Encoding.CompressedByteCount], g2 = new byte[G2Encoding.CompressedByteCount];
            G1Encoding.EncodeCompressed(p.ToAffine(), g1);
            G2Encoding.EncodeCompressed(q.ToAffine(), g2);
            var value = Ask("pairing", ("p", Convert.ToHexStringLower(g1)), ("q", Convert.ToHexStringLower(g2)))["value"]!.AsArray();
            var c = value.Select(hex => Fp.FromBigInteger(BigInteger.Parse("0" + (string?)hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture))).ToArray();
            // Both take the final power with the factor three.
            Assert.Equal(new Fp12(Fp6At(c, 0), Fp6At(c, 6)), OptimalAte.Pair(p.ToAffine(), q.ToAffine()));
        },
        iter: 10,
        threads: 1);

    // noble does not encode infinity.
    private static Gen<Fr> Scalars { get; } = Gen.Frequency((8, Elements.Fr), (1, Gen.Const(Fr.One)), (1, Gen.Const(-Fr.FromUInt64(2)))).Where(k => !k.IsZero);

    private static Fp6 Fp6At(Fp[] c, int i) => new(new Fp2(c[i], c[i + 1]), new Fp2(c[i + 2], c[i + 3]), new Fp2(c[i + 4], c[i + 5]));

    private static string Hex(Fr value) => value.ToBigInteger().ToString("x", CultureInfo.InvariantCulture);

    private bool Refuses(string group, byte[] bytes) =>
        _judge.Ask(new JsonObject { ["op"] = "decode", ["group"] = group, ["bytes"] = Convert.ToHexStringLower(bytes) }).ContainsKey("error");

    private JsonObject Ask(string operation, params (string Name, string Value)[] arguments)
    {
        var request = new JsonObject { ["op"] = operation };
        foreach (var (name, value) in arguments)
            request[name] = value;
        var answer = _judge.Ask(request);
        Assert.False(answer.ContainsKey("error"), $"{answer}");
        return answer;
    }
}
