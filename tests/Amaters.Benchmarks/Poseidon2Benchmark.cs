using System.Globalization;
using System.Text.Json.Nodes;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Circuits.Hashing;

namespace Amaters.Benchmarks;

/// <summary>The permutation of width 8, next to the same permutation over the field of @noble/curves.</summary>
internal sealed class Poseidon2Benchmark : IBenchmark
{
    private const int Width = 8;
    private const int Count = 500;

    public string Name => "poseidon2";

    public string Help => "Poseidon2 of width 8, one state and many, next to @noble/curves' field in JavaScript   [--runs N]";

    public Task RunAsync(string[] options)
    {
        int runs = Options.Integer(options, "--runs", 9);
        var state = new Fr[Width];
        var ours = Measurement.Of(runs, () =>
        {
            state.AsSpan().Clear();
            for (int i = 0; i < Count; i++)
                Poseidon2.Permute(state);
        });
        var plain = Measurement.Of(runs, () =>
        {
            var other = new Fr[Width];
            for (int i = 0; i < Count; i++)
                Poseidon2.PermutePlain(other);
        });
        Fr[] inputs = new Fr[Count * Width], hashes = new Fr[Count];
        var bulk = Measurement.Of(runs, () => BulkCompression.H8(inputs, hashes));
        Console.WriteLine($"one permutation, {Simd.Tier} {Measurement.Text(ours.Median / Count)}, plain {Measurement.Text(plain.Median / Count)}, one of many H8 {Measurement.Text(bulk.Median / Count)}");

        var parameters = Poseidon2Parameters.Width8;
        var external = new JsonArray();
        for (int round = 0; round < Poseidon2Parameters.FullRounds; round++)
        {
            foreach (var constant in parameters.ExternalRoundConstants(round))
                external.Add(Decimal(constant));
        }

        var request = new JsonObject
        {
            ["external"] = external,
            ["internal"] = Decimals(parameters.InternalRoundConstants),
            ["diagonal"] = Decimals(parameters.InternalDiagonalMinusOne),
            ["input"] = Decimals(new Fr[Width]),
            ["count"] = Count,
            ["runs"] = runs,
        };
        var peer = BulkPeer.Measure("poseidon2.mjs", request, "output", Decimals(state).ToJsonString());
        Console.WriteLine($"{Count} permutations   ours {ours} ({Measurement.Text(ours.Median / Count)} each)   noble {peer}   ratio {ours.RatioTo(peer)}");
        return Task.CompletedTask;
    }

    private static JsonArray Decimals(ReadOnlySpan<Fr> elements)
    {
        var array = new JsonArray();
        foreach (var element in elements)
            array.Add(Decimal(element));
        return array;
    }

    private static string Decimal(in Fr element) => element.ToBigInteger().ToString(CultureInfo.InvariantCulture);
}
