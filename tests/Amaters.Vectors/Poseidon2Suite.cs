using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;

namespace Amaters.Vectors;

/// <summary>Runs <c>poseidon2-bls12-381.json</c>: one known answer for each width.</summary>
internal static class Poseidon2Suite
{
    public const string FileName = "poseidon2-bls12-381.json";

    public static IEnumerable<CaseOutcome> Run(JsonElement document)
    {
        foreach (var instance in document.GetProperty("instances").EnumerateObject())
        {
            var answer = instance.Value.GetProperty("knownAnswer");
            var state = ReadElements(answer.GetProperty("input"));
            var expected = ReadElements(answer.GetProperty("output"));
            Poseidon2.Permute(state);
            var name = $"poseidon2 t={instance.Name}";
            yield return state.AsSpan().SequenceEqual(expected)
                ? CaseOutcome.Pass(name)
                : CaseOutcome.Fail(name, $"expected {string.Join(' ', expected)}, found {string.Join(' ', state)}");
        }
    }

    private static Fr[] ReadElements(JsonElement array) =>
        [.. array.EnumerateArray().Select(element => Fr.FromBigInteger(BigInteger.Parse("0" + element.GetString()![2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)))];
}
