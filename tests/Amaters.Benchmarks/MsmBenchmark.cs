using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Amaters.Circuits.Fields;
using Amaters.Prover.Engines;
using Amaters.Verifier.Curve;

namespace Amaters.Benchmarks;

/// <summary>Sums Σ kᵢ·Pᵢ with uniform scalars in G1 and G2, next to the WebAssembly beneath snarkjs.</summary>
internal sealed class MsmBenchmark : IBenchmark
{
    public string Name => "msm";

    public string Help => "multi-scalar multiplication in G1 and G2, next to ffjavascript   [--log2 16] [--runs N]";

    public Task RunAsync(string[] options)
    {
        int log2 = Options.Integer(options, "--log2", 16);
        int runs = Options.Integer(options, "--runs", 5);
        BulkPeer.WithFolder(folder =>
        {
            var scalars = Enumerable.Range(0, 1 << log2).Select(_ => Fr.Random()).ToArray();
            var encoded = scalars.SelectMany(scalar => scalar.ToBytes()).ToArray();
            var scalarFile = BulkPeer.Store<byte>(folder, "scalars", encoded);
            var engine = new PlainEngine();
            using var g1 = engine.PrepareG1(Chain<G1Jacobian, G1Affine>(G1Affine.Generator, 1 << log2, folder));
            Compare("G1", log2, runs, folder, scalarFile, () => g1.MultiplyAndSum(scalars).ToAffine());
            using var g2 = engine.PrepareG2(Chain<G2Jacobian, G2Affine>(G2Affine.Generator, 1 << log2, folder));
            Compare("G2", log2, runs, folder, scalarFile, () => g2.MultiplyAndSum(scalars).ToAffine());
        });
        return Task.CompletedTask;
    }

    private static void Compare<TAffine>(string group, int log2, int runs, string folder, string scalarFile, Func<TAffine> sum)
        where TAffine : unmanaged
    {
        var result = default(TAffine);
        var ours = Measurement.Of(runs, () => result = sum());
        var bytes = Convert.ToHexStringLower(MemoryMarshal.AsBytes(new ReadOnlySpan<TAffine>(in result)));
        var request = new JsonObject { ["op"] = "msm", ["group"] = group, ["points"] = Path.Combine(folder, typeof(TAffine).Name), ["scalars"] = scalarFile, ["runs"] = runs };
        var peer = BulkPeer.Measure("bulk-arithmetic.mjs", request, "result", bytes);
        Console.WriteLine($"{group} 2^{log2}   plain {ours}   ffjavascript {peer}   ratio {ours.RatioTo(peer)}");
    }

    // P, 2P, 3P, …: distinct points, made cheaply, in a file for the peer.
    private static TAffine[] Chain<TPoint, TAffine>(TAffine generator, int count, string folder)
        where TPoint : struct, IGroupElement<TPoint, TAffine>
        where TAffine : unmanaged
    {
        var jacobian = new TPoint[count];
        jacobian[0] = TPoint.FromAffine(generator);
        for (int i = 1; i < count; i++)
            jacobian[i] = jacobian[i - 1] + generator;
        var points = new TAffine[count];
        TPoint.ToAffine(jacobian, points);
        BulkPeer.Store<TAffine>(folder, typeof(TAffine).Name, points);
        return points;
    }
}
