using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Amaters.Circuits.Fields;
using Amaters.Testing;

namespace Amaters.Circuits.Tests.Hashing;

/// <summary>The published parameters and known answers of one Poseidon2 permutation.</summary>
internal sealed record Poseidon2Vectors(
    int Width,
    int FullRounds,
    IReadOnlyList<BigInteger> ExternalRoundConstants,
    IReadOnlyList<BigInteger> InternalRoundConstants,
    IReadOnlyList<BigInteger> InternalDiagonalMinusOne,
    IReadOnlyList<BigInteger> Input,
    IReadOnlyList<BigInteger> Output)
{
    public static IReadOnlyList<Poseidon2Vectors> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("tests/Amaters.Circuits.Tests/vectors/poseidon2/poseidon2-bls12-381.json")));
        Assert.Equal(Fr.Modulus, Integer(document.RootElement.GetProperty("modulus")));
        return [.. document.RootElement.GetProperty("instances").EnumerateObject().Select(instance => ReadInstance(instance.Value))];
    }

    private static Poseidon2Vectors ReadInstance(JsonElement instance) => new(
        instance.GetProperty("t").GetInt32(),
        instance.GetProperty("fullRounds").GetInt32(),
        [.. instance.GetProperty("externalRoundConstants").EnumerateArray().SelectMany(Integers)],
        Integers(instance.GetProperty("internalRoundConstants")),
        Integers(instance.GetProperty("internalMatrixDiagonalMinusOne")),
        Integers(instance.GetProperty("knownAnswer").GetProperty("input")),
        Integers(instance.GetProperty("knownAnswer").GetProperty("output")));

    private static BigInteger[] Integers(JsonElement array) => [.. array.EnumerateArray().Select(Integer)];

    private static BigInteger Integer(JsonElement text) => BigInteger.Parse("0" + text.GetString()![2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
