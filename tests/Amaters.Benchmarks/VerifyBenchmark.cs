using System.Globalization;
using System.Text.Json.Nodes;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Prover.Batches;
using Amaters.Prover.Engines;
using Amaters.Prover.Groth16;
using Amaters.Prover.Setup;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Snarkjs;

namespace Amaters.Benchmarks;

/// <summary>Verification of a batch proof, alone and many together, next to snarkjs verifying the same proof.</summary>
/// <remarks>
/// The circuit is the statement in its smallest shape: a verifier's work does not depend on the circuit. The many proofs are
/// one proof, re-randomised, since Groth16 proofs are malleable.
/// </remarks>
internal sealed class VerifyBenchmark : IBenchmark
{
    private static readonly int[] BatchSizes = [1, 64, 1024];

    public string Name => "verify";

    public string Help => "proof verification alone and in batches of 64 and 1024, next to snarkjs   [--runs N] [--no-peer]";

    public Task RunAsync(string[] options)
    {
        var runs = Options.Integer(options, "--runs", 30);
        BulkPeer.WithFolder(folder => Run(folder, runs, withPeer: !options.Contains("--no-peer")));
        return Task.CompletedTask;
    }

    private static void Run(string folder, int runs, bool withPeer)
    {
        var (key, header, proof) = Prove(folder);
        var prepared = new PreparedVerifyingKey(key);
        var encoded = proof.Encode();

        Print("prepare key", Measurement.Of(runs, () => prepared = new PreparedVerifyingKey(key)));
        Print("decode proof", Measurement.Of(runs, () => Expect(Groth16Proof.TryDecode(encoded, out _, out _))));
        var single = Measurement.Of(runs, () => Expect(Groth16Verifier.Verify(prepared, header, proof).IsAccepted));
        Print("verify", single, "goal 4 ms");

        var claims = Rerandomise(key, proof, BatchSizes.Max()).Select(each => ProofClaim.ForHeader(header, each)).ToArray();
        foreach (var size in BatchSizes)
        {
            var batch = Measurement.Of(Math.Max(7, runs / size), () => Expect(Groth16Verifier.VerifyBatch(prepared, claims.AsSpan(0, size)).Overall.IsAccepted));
            var each = batch.Median / size;
            Print($"batch of {size}", batch, $"{Measurement.Text(each)} a proof, {single.Median / each:F1}× single" + (size == 64 ? ", goal 1.2 ms" : ""));
        }

        if (!withPeer)
            return;
        var request = new JsonObject
        {
            ["key"] = JsonNode.Parse(SnarkjsVerificationKey.Write(key)),
            ["inputs"] = JsonNode.Parse(SnarkjsPublicInputs.Write([header.Digest()])),
            ["proof"] = JsonNode.Parse(SnarkjsProof.Write(proof)),
            ["runs"] = runs,
        };
        var peer = BulkPeer.Measure("snarkjs-verify.mjs", request, "valid", "true");
        Print("snarkjs", peer, $"ours is {single.RatioTo(peer)} faster");
    }

    private static (VerifyingKey Key, BatchHeader Header, Groth16Proof Proof) Prove(string folder)
    {
        var shape = new CircuitShape(1, 2);
        var circuit = BatchCircuit.Compile(shape);
        var path = Path.Combine(folder, "key.zkey");
        DevelopmentSetup.Run(circuit, path, shape);
        if (!ProvingKey.TryOpen(path, out var key, out var reason))
            throw new InvalidDataException($"{reason}");
        using var opened = key;
        using var prover = new Groth16Prover(key, circuit, ProverEngines.Create());
        var input = SampleBatch.Create(shape, seed: 1);
        var result = prover.Prove(input.GenerateWitness());
        return (key.VerifyingKey, input.Execution.Header, result.Proof ?? throw new InvalidOperationException($"{result}"));
    }

    // (A, B, C) → (A, B + s·δ, C + s·A) is valid where (A, B, C) is.
    private static IEnumerable<Groth16Proof> Rerandomise(VerifyingKey key, Groth16Proof proof, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            var s = Fr.FromInt64(i).Inverse();
            yield return new Groth16Proof(
                proof.A,
                ((G2Jacobian.FromAffine(key.Delta) * s) + proof.B).ToAffine(),
                ((G1Jacobian.FromAffine(proof.A) * s) + proof.C).ToAffine());
        }
    }

    private static void Expect(bool accepted)
    {
        if (!accepted)
            throw new InvalidOperationException("A valid proof is not accepted.");
    }

    private static void Print(string what, Measurement measured, string? note = null) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-14} {measured}{(note is null ? "" : $"   ({note})")}"));
}
