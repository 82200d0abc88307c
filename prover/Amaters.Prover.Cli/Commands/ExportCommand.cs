using System.CommandLine;
using Amaters.Prover.Batches;
using Amaters.Prover.Cli.Inputs;
using Amaters.Prover.Formats;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Headers;
using Amaters.Verifier.Snarkjs;

namespace Amaters.Prover.Cli.Commands;

/// <summary><c>amaters-prover export</c>: the files of public tools, one subcommand each.</summary>
internal static class ExportCommand
{
    public static Command Create() => new("export", "Writes circuits, witnesses, keys and proofs in the formats of public tools.")
    {
        Circuit(),
        Witness(),
        VerificationKey(),
        VerifyingKey(),
        Zkey(),
        Proof(),
        Public(),
        Batch(),
    };

    private static Command Circuit()
    {
        var circuitOptions = new CircuitOptions();
        var command = new Command("r1cs", "The circuit as .r1cs.");
        circuitOptions.AddTo(command);
        return command.WritesFile((parsed, stream) => R1csFile.Of(circuitOptions.Load(parsed).Circuit).Write(stream));
    }

    private static Command Witness()
    {
        var circuitOptions = new CircuitOptions();
        var witnessOptions = new WitnessOptions();
        var command = new Command("wtns", "A batch's witness as .wtns.");
        witnessOptions.AddTo(command);
        circuitOptions.AddTo(command);
        return command.WritesFile((parsed, stream) => WitnessFile.Write(stream, witnessOptions.Load(parsed, circuitOptions.Shape(parsed), publicCount: 1).Witness));
    }

    private static Command VerificationKey()
    {
        var keyFile = CommandRunner.FileOption("--key", "The proving key.");
        return new Command("verification-key", "The public part of a key as verification_key.json.") { keyFile }.WritesFile((parsed, stream) =>
        {
            using var key = InputFile.OpenKey(parsed.GetValue(keyFile)!);
            stream.Write(SnarkjsVerificationKey.Write(key.VerifyingKey));
        });
    }

    private static Command VerifyingKey()
    {
        var keyFile = CommandRunner.FileOption("--key", "The proving key.");
        return new Command("verifying-key", "The public part of a key in our binary form, with circuit, shape and origin.") { keyFile }.WritesFile((parsed, stream) =>
        {
            using var key = InputFile.OpenKey(parsed.GetValue(keyFile)!);
            stream.Write(key.VerifyingKey.Encode());
        });
    }

    private static Command Zkey()
    {
        var keyFile = CommandRunner.FileOption("--key", "The proving key.");
        return new Command("zkey", "The proving key as .zkey without our seal.") { keyFile }.WritesFile((parsed, stream) =>
        {
            using var key = InputFile.OpenKey(parsed.GetValue(keyFile)!);
            key.WriteUnsealed(stream);
        });
    }

    private static Command Proof()
    {
        var proofFile = CommandRunner.FileOption("--proof", "A proof of 192 bytes.");
        return new Command("proof", "A proof as proof.json.") { proofFile }.WritesFile((parsed, stream) =>
        {
            var file = parsed.GetValue(proofFile)!;
            if (!Groth16Proof.TryDecode(InputFile.ReadBytes(file), out var proof, out var rejection))
                throw new UnreadableInputException($"{file}: not a proof: {rejection}");
            stream.Write(SnarkjsProof.Write(proof));
        });
    }

    private static Command Public()
    {
        var headerFile = CommandRunner.FileOption("--header", "A batch header as JSON.");
        return new Command("public", "The public input of a batch header as public.json.") { headerFile }.WritesFile((parsed, stream) =>
        {
            var file = parsed.GetValue(headerFile)!;
            if (!BatchHeaderJson.TryRead(InputFile.ReadBytes(file), out var header, out var rejection))
                throw new UnreadableInputException($"{file}: not a batch header: {rejection}");
            stream.Write(SnarkjsPublicInputs.Write([header.Digest()]));
        });
    }

    private static Command Batch()
    {
        var circuitOptions = new CircuitOptions();
        var sample = new Option<int>("--sample") { Description = "Which made-up batch.", Required = true, HelpName = "SEED" };
        var command = new Command("batch", "A made-up batch in the form that 'prove --batch' reads.") { sample };
        circuitOptions.AddTo(command);
        return command.WritesFile((parsed, stream) => stream.Write(BatchJson.Write(SampleBatch.Create(circuitOptions.Shape(parsed), parsed.GetValue(sample)))));
    }

    private static Command WritesFile(this Command command, Action<ParseResult, Stream> write)
    {
        var output = CommandRunner.FileOption("--out", "The file to write.");
        command.Options.Add(output);
        return command.Runs((parsed, report) =>
        {
            var path = parsed.GetValue(output)!.FullName;
            NewFile.Write(path, stream => write(parsed, stream));
            report.Add("file", "written", path);
            report.Add("byteCount", "bytes", new FileInfo(path).Length);
            return report.Finish(ExitCodes.Done);
        });
    }
}
