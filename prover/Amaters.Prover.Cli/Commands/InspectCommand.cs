using System.CommandLine;
using Amaters.Circuits.Fields;
using Amaters.Prover.Cli.Inputs;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Headers;
using Amaters.Verifier.Snarkjs;

namespace Amaters.Prover.Cli.Commands;

/// <summary><c>amaters-prover inspect</c>: what a file of ours or of public tools holds.</summary>
internal static class InspectCommand
{
    private delegate void Description(FileInfo file, byte[] bytes, Report report);

    public static Command Create()
    {
        var argument = new Argument<FileInfo>("file") { Description = "A circuit, witness, key, proof, header, batch or list of public inputs." };
        return new Command("inspect", "Says what a file is and what it holds.") { argument }.Runs((parsed, report) =>
        {
            var file = parsed.GetValue(argument)!;
            var bytes = InputFile.ReadBytes(file);
            Describer(bytes)(file, bytes, report);
            return report.Finish(ExitCodes.Done);
        });
    }

    private static Description Describer(ReadOnlySpan<byte> bytes) => bytes switch
    {
        _ when bytes.StartsWith("r1cs"u8) => DescribeCircuit,
        _ when bytes.StartsWith("wtns"u8) => DescribeWitness,
        _ when bytes.StartsWith("zkey"u8) => DescribeProvingKey,
        _ when bytes.StartsWith("AMVK"u8) => DescribeVerifyingKey,
        { Length: Groth16Proof.EncodedByteCount } => DescribeProof,
        _ => DescribeJson,
    };

    private static void DescribeCircuit(FileInfo file, byte[] bytes, Report report)
    {
        var read = InputFile.ReadCircuit(file);
        report.Add("kind", "kind", "circuit (.r1cs)");
        report.Add("digest", "digest", read.Circuit.Digest.ToString());
        report.Add("constraints", "constraints", read.Circuit.ConstraintCount);
        report.Add("wires", "wires", read.Circuit.WireCount);
        report.Add("outputs", "outputs", read.OutputCount);
        report.Add("publicInputs", "public inputs", read.PublicInputCount);
        report.Add("privateInputs", "private inputs", read.PrivateInputCount);
        report.Add("terms", "terms", read.Circuit.A.NonzeroCount + read.Circuit.B.NonzeroCount + read.Circuit.C.NonzeroCount);
    }

    private static void DescribeWitness(FileInfo file, byte[] bytes, Report report)
    {
        var witness = InputFile.ReadWitness(file, publicCount: 0);
        report.Add("kind", "kind", "witness (.wtns)");
        report.Add("wires", "wires", witness.Values.Length);
        report.Add("zeros", "zeros", witness.Values.Count(Fr.Zero));
        report.Add("ones", "ones", witness.Values.Count(Fr.One));
    }

    private static void DescribeProvingKey(FileInfo file, byte[] bytes, Report report)
    {
        using var key = InputFile.OpenKey(file);
        report.Add("kind", "kind", "proving key (.zkey, sealed)");
        report.Add("byteCount", "bytes", key.ByteCount);
        report.Add("wires", "wires", key.WireCount);
        report.Add("domainSize", "domain", 1 << key.Log2DomainSize);
        Describe(key.VerifyingKey, report);
    }

    private static void DescribeVerifyingKey(FileInfo file, byte[] bytes, Report report)
    {
        if (!VerifyingKey.TryDecode(bytes, out var key, out var rejection))
            throw new UnreadableInputException($"{file}: not a verifying key: {rejection}");
        report.Add("kind", "kind", "verifying key");
        Describe(key, report);
    }

    private static void Describe(VerifyingKey key, Report report)
    {
        report.Add("keyDigest", "verifying key", Convert.ToHexStringLower(key.ComputeDigest()));
        report.Add("circuit", "circuit", key.Label.Circuit.ToString());
        report.Add("shape", "shape", key.Label.Shape?.ToString() ?? "no batch circuit");
        report.Add("developmentKey", "development key", key.Label.IsDevelopment);
        report.Add("publicInputs", "public inputs", key.InputCount);
    }

    private static void DescribeProof(FileInfo file, byte[] bytes, Report report)
    {
        if (!Groth16Proof.TryDecode(bytes, out var proof, out var rejection))
            throw new UnreadableInputException($"{file}: not a proof: {rejection}");
        Describe(proof, "proof", report);
    }

    private static void Describe(Groth16Proof proof, string kind, Report report)
    {
        report.Add("kind", "kind", kind);
        report.Add("a", "A", proof.A.ToString());
        report.Add("b", "B", proof.B.ToString());
        report.Add("c", "C", proof.C.ToString());
    }

    // JSON documents carry no magic: the one reader that takes it says what it is.
    private static void DescribeJson(FileInfo file, byte[] bytes, Report report)
    {
        if (SnarkjsProof.TryRead(bytes, out var proof, out _))
        {
            Describe(proof, "proof (proof.json)", report);
        }
        else if (SnarkjsVerificationKey.TryRead(bytes, default, out var key, out _))
        {
            report.Add("kind", "kind", "verification key (verification_key.json)");
            report.Add("publicInputs", "public inputs", key.InputCount);
        }
        else if (SnarkjsPublicInputs.TryRead(bytes, out var inputs, out _))
        {
            report.Add("kind", "kind", "public inputs (public.json)");
            for (int i = 0; i < inputs.Length; i++)
                report.Add($"input{i}", $"input {i}", inputs[i].ToString());
        }
        else if (BatchHeaderJson.TryRead(bytes, out var header, out _))
        {
            report.Add("kind", "kind", "batch header");
            report.Add("digest", "digest", header.Digest().ToString());
            report.Add("batchNumber", "batch", header.Range.BatchNumber.ToString(System.Globalization.CultureInfo.InvariantCulture));
            report.Add("count", "commands", header.Range.Count);
        }
        else if (Batches.BatchJson.TryRead(bytes, out var batch, out _))
        {
            report.Add("kind", "kind", "batch");
            report.Add("shape", "shape", batch.Batch.Shape.ToString());
            report.Add("commands", "commands", batch.Batch.Commands.Count);
            report.Add("records", "records", batch.Records.Count);
            report.Add("results", "results", string.Join(", ", batch.Execution.Results));
        }
        else
        {
            throw new UnreadableInputException($"{file}: neither a file of this project nor of snarkjs.");
        }
    }
}
