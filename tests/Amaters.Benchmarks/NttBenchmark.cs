using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Amaters.Circuits.Fields;
using Amaters.Prover.Domains;
using Amaters.Prover.Engines;

namespace Amaters.Benchmarks;

/// <summary>One number theoretic transform in natural order, next to the WebAssembly beneath snarkjs.</summary>
internal sealed class NttBenchmark : IBenchmark
{
    public string Name => "ntt";

    public string Help => "number theoretic transform, next to ffjavascript   [--log2 17] [--runs N]";

    public Task RunAsync(string[] options)
    {
        int log2 = Options.Integer(options, "--log2", 17);
        int runs = Options.Integer(options, "--runs", 9);
        BulkPeer.WithFolder(folder =>
        {
            var domain = EvaluationDomain.OfLog2Size(log2);
            var input = Enumerable.Range(0, domain.Size).Select(_ => Fr.Random()).ToArray();
            var file = BulkPeer.Store<Fr>(folder, "values", input);
            var engine = new PlainEngine();
            var values = new Fr[domain.Size];
            var ours = Measurement.Of(runs, () =>
            {
                input.CopyTo(values, 0);
                engine.Transform(domain, values);
            });
            var digest = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(values.AsSpan())));
            var request = new JsonObject { ["op"] = "ntt", ["values"] = file, ["runs"] = runs };
            var peer = BulkPeer.Measure("bulk-arithmetic.mjs", request, "result", digest);
            Console.WriteLine($"2^{log2}   plain {ours}   ffjavascript {peer}   ratio {ours.RatioTo(peer)}");
        });
        return Task.CompletedTask;
    }
}
