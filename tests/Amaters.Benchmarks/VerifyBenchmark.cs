using System.Globalization;
using System.Text.Json.Nodes;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Circuits.Statements;
using Amaters.Prover.Batches;
using Amaters.Prover.Engines;
using Amaters.Prover.Groth16;
using Amaters.Prover.Setup;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Pairing.Vector;
using Amaters.Verifier.Snarkjs;

namespace Amaters.Benchmarks;

/// <summary>Verification of a batch proof, alone and many together, next to snarkjs verifying the same proof.</summary>
/// <remarks>
/// The circuit is the statement in its smallest shape: a verifier's work does not depend on the circuit. The many proofs are
/// one proof, re-randomised, since Groth16 proofs are malleable. "Decode" is from 192 bytes to checked points, "verify" from there to the verdict.
/// </remarks>
internal sealed class VerifyBenchmark : IBenchmark
{
    private static readonly int[] BatchSizes = [8, 64, 1024];

    public string Name => "verify";

    public string Help => "proof verification alone and in batches of 8, 64 and 1024, in lanes and plain, next to snarkjs   [--runs N] [--no-peer]";

    public Task RunAsync(string[] options)
    {
        var runs = Options.Integer(options, "--runs", 30);
        BulkPeer.WithFolder(folder => Run(folder, runs, withPeer: !options.Contains("--no-peer")));
        return Task.CompletedTask;
    }

    private static void Run(string folder, int runs, bool withPeer)
    {
        var (key, header, proof) = Prove(folder);
        var claims = Rerandomise(key, proof, BatchSizes.Max()).Select(each => ProofClaim.ForHeader(header, each)).ToArray();
        var encoded = claims.Select(claim => new ReadOnlyMemory<byte>(claim.Proof.Encode())).ToArray();
        var best = MeasureTier(Simd.Tier, key, claims, encoded, runs);
        if (Simd.Tier != SimdTier.Plain)
            MeasureTier(SimdTier.Plain, key, claims, encoded, Math.Max(5, runs / 4));

        AuditStages.Print(runs);
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
        Print("snarkjs", peer, $"ours is {best.RatioTo(peer)} faster");
    }

    // Every row of one tier; returns the time of a single verification.
    private static Measurement MeasureTier(SimdTier tier, VerifyingKey key, ProofClaim[] claims, ReadOnlyMemory<byte>[] encoded, int runs)
    {
        Console.WriteLine($"{tier}, {Environment.ProcessorCount} cores");
        var prepared = new PreparedVerifyingKey(key, tier);
        var first = claims[0];
        Print("prepare key", Measurement.Of(runs, () => prepared = new PreparedVerifyingKey(key, tier)));
        Print("decode one", Measurement.Of(runs, () => Expect(Groth16Proof.TryDecode(encoded[0].Span, out _, out _))));
        var single = Measurement.Of(runs, () => Expect(Groth16Verifier.Verify(prepared, [.. first.Inputs], first.Proof).IsAccepted));
        Print("verify one", single, "goal 2 ms");
        if (tier == SimdTier.Avx512)
            MeasureStages(prepared, first.Proof, runs);
        foreach (var size in BatchSizes)
        {
            var repetitions = Math.Max(5, runs / size);
            PrintEach($"decode {size}", size, Measurement.Of(repetitions, () => Expect(ProofBatchDecoder.Decode(encoded[..size], tier).All(each => each.Proof is not null))), "");
            PrintEach($"verify {size}", size, Measurement.Of(repetitions, () => Expect(Groth16Verifier.VerifyBatch(prepared, claims.AsSpan(0, size)).Overall.IsAccepted)), size == 64 ? ", goal 0.5 ms" : "");
        }

        return single;
    }

    // The two parts of a single verification that are worth naming; the rest is the commitment to the inputs.
    private static void MeasureStages(PreparedVerifyingKey key, Groth16Proof proof, int runs)
    {
        using var pairing = new SpreadPairing();
        using var lines = new SpreadLines(key.Gamma, key.Delta);
        var arguments = LineArgument.Of([G1Jacobian.FromAffine(proof.A), G1Jacobian.FromAffine(proof.C)]);
        var value = Fp12.One;
        Print("  Miller loop", Measurement.Of(runs, () => value = pairing.MillerLoop(proof.A, proof.B, lines, arguments[0], arguments[1])));
        Print("  final power", Measurement.Of(runs, () => pairing.FinalPower(value)));
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

    private static void PrintEach(string what, int size, Measurement measured, string note) =>
        Print(what, measured, $"{Measurement.Text(measured.Median / size)} a proof{note}");

    private static void Print(string what, Measurement measured, string? note = null) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-14} {measured}{(note is null ? "" : $"   ({note})")}"));
}
