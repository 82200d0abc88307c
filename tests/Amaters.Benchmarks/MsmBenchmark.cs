using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Amaters.Circuits.Fields;
using Amaters.Prover.Engines;
using Amaters.Verifier.Curve;

namespace Amaters.Benchmarks;

/// <summary>Sums Σ kᵢ·Pᵢ with uniform scalars in G1 and G2, by every engine of this processor, next to the WebAssembly beneath snarkjs.</summary>
internal sealed class MsmBenchmark : IBenchmark
{
    public string Name => "msm";

    public string Help => "multi-scalar multiplication in G1 and G2, by every engine and ffjavascript   [--log2 16] [--runs N] [--no-peer]";

    public Task RunAsync(string[] options)
    {
        int log2 = Options.Integer(options, "--log2", 16);
        int runs = Options.Integer(options, "--runs", 5);
        BulkPeer.WithFolder(folder =>
        {
            var scalars = Enumerable.Range(0, 1 << log2).Select(_ => Fr.Random()).ToArray();
            var encoded = scalars.SelectMany(scalar => scalar.ToBytes()).ToArray();
            var scalarFile = BulkPeer.Store<byte>(folder, "scalars", encoded);
            var withPeer = !options.Contains("--no-peer");
            var p1 = Chain<G1Jacobian, G1Affine>(G1Affine.Generator, 1 << log2, folder);
            Compare<G1Jacobian, G1Affine>("G1", log2, runs, withPeer ? folder : null, scalarFile, scalars, engine => engine.PrepareG1(p1));
            var p2 = Chain<G2Jacobian, G2Affine>(G2Affine.Generator, 1 << log2, folder);
            Compare<G2Jacobian, G2Affine>("G2", log2, runs, withPeer ? folder : null, scalarFile, scalars, engine => engine.PrepareG2(p2));
        });
        return Task.CompletedTask;
    }

    private static void Compare<TPoint, TAffine>(
        string group, int log2, int runs, string? folder, string scalarFile, Fr[] scalars, Func<IProverEngine, IPreparedBases<TPoint>> prepare)
        where TPoint : struct, IGroupElement<TPoint, TAffine>
        where TAffine : unmanaged
    {
        TAffine? result = null;
        List<(EngineRow, Measurement)> results = [];
        foreach (var row in EngineRow.All())
        {
            using var bases = prepare(row.Engine);
            TAffine sum = default;
            results.Add((row, Measurement.Of(runs, () => sum = bases.MultiplyAndSum(scalars).ToAffine())));
            if (result is { } earlier && !earlier.Equals(sum))
                throw new InvalidDataException($"{row.Name} has another result than the engines before.");
            result = sum;
        }

        EngineRow.Print($"{group} 2^{log2}", results);
        if (folder is null)
            return;
        var value = result.GetValueOrDefault();
        var bytes = Convert.ToHexStringLower(MemoryMarshal.AsBytes(new ReadOnlySpan<TAffine>(in value)));
        var request = new JsonObject { ["op"] = "msm", ["group"] = group, ["points"] = Path.Combine(folder, typeof(TAffine).Name), ["scalars"] = scalarFile, ["runs"] = runs };
        var peer = BulkPeer.Measure("bulk-arithmetic.mjs", request, "result", bytes);
        Console.WriteLine($"  ffjavascript         {peer}   the last engine is {results[^1].Item2.RatioTo(peer)} faster");
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
