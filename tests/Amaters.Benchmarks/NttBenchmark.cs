using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Amaters.Circuits.Fields;
using Amaters.Prover.Domains;

namespace Amaters.Benchmarks;

/// <summary>One number theoretic transform in natural order, by every engine of this processor, next to the WebAssembly beneath snarkjs.</summary>
internal sealed class NttBenchmark : IBenchmark
{
    public string Name => "ntt";

    public string Help => "number theoretic transform, by every engine and ffjavascript   [--log2 N; 16 and 17 without it] [--runs N] [--no-peer]";

    public Task RunAsync(string[] options)
    {
        int runs = Options.Integer(options, "--runs", 9);
        var only = Options.Integer(options, "--log2", 0);
        foreach (var log2 in only > 0 ? [only] : (int[])[16, 17])
            BulkPeer.WithFolder(folder => Compare(log2, runs, folder, withPeer: !options.Contains("--no-peer")));
        return Task.CompletedTask;
    }

    private static void Compare(int log2, int runs, string folder, bool withPeer)
    {
        var domain = EvaluationDomain.OfLog2Size(log2);
        var input = Enumerable.Range(0, domain.Size).Select(_ => Fr.Random()).ToArray();
        var file = BulkPeer.Store<Fr>(folder, "values", input);
        var values = new Fr[domain.Size];
        Fr[]? first = null;
        List<(EngineRow, Measurement)> results = [];
        foreach (var row in EngineRow.All())
        {
            input.CopyTo(values, 0);
            row.Engine.Transform(domain, values);
            first ??= (Fr[])values.Clone();
            if (!first.AsSpan().SequenceEqual(values))
                throw new InvalidDataException($"{row.Name} has another result than the engines before.");
            // On from its own result: no value makes a transform cheaper.
            results.Add((row, Measurement.Of(runs, () => row.Engine.Transform(domain, values))));
        }

        EngineRow.Print($"2^{log2}", results);
        if (!withPeer)
            return;
        var digest = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(first.AsSpan())));
        var request = new JsonObject { ["op"] = "ntt", ["values"] = file, ["runs"] = runs };
        var peer = BulkPeer.Measure("bulk-arithmetic.mjs", request, "result", digest);
        Console.WriteLine($"  ffjavascript         {peer}   the last engine is {results[^1].Item2.RatioTo(peer)} faster");
    }
}
