using System.CommandLine;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Amaters.Circuits.Statements;
using Amaters.Prover.Cli.Inputs;
using Amaters.Prover.Engines;
using Amaters.Prover.Groth16;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Headers;
using Amaters.Verifier.Snarkjs;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Amaters.Prover.Cli.Commands;

/// <summary><c>amaters-prover prove</c>: from a batch or a witness to a proof, checked before it is written.</summary>
internal static class ProveCommand
{
    public static Command Create()
    {
        var keyFile = CommandRunner.FileOption("--key", "The proving key, sealed by 'setup'.");
        var output = new Option<DirectoryInfo>("--out") { Description = "Folder for proof.bin, proof.json, public.json and, of a batch, header.json.", Required = true, HelpName = "FOLDER" };
        var circuitOptions = new CircuitOptions();
        var witnessOptions = new WitnessOptions();
        var command = new Command("prove", "Proves a batch, or any witness of a circuit.") { keyFile, output };
        witnessOptions.AddTo(command);
        circuitOptions.AddTo(command);
        return command.Runs((parsed, report) =>
        {
            var clock = Stopwatch.StartNew();
            using var key = InputFile.OpenKey(parsed.GetValue(keyFile)!);
            var circuit = circuitOptions.LoadFor(parsed, key.Label.Shape);
            if (circuit.Digest != key.Label.Circuit)
                return report.Finish(ExitCodes.Refused, $"The key is for circuit {key.Label.Circuit}, not for {circuit.Digest}.");
            var (witness, header) = witnessOptions.Load(parsed, key.Label.Shape, circuit.PublicCount);
            if (witness.Values.Length != circuit.WireCount)
                return report.Finish(ExitCodes.Refused, $"The witness has {witness.Values.Length} wires, the circuit {circuit.WireCount}.");
            using var engine = ProverEngines.Create();
            using var prover = new Groth16Prover(key, circuit, engine);
            report.Add("preparationSeconds", "prepared in", Math.Round(clock.Elapsed.TotalSeconds, 2));

            clock.Restart();
            var result = WithStages(progress => prover.Prove(witness, progress));
            report.Add("provingSeconds", "proved in", Math.Round(clock.Elapsed.TotalSeconds, 2));
            if (result.Failures is { } failures)
                report.Add("failures", "failures", new JsonArray([.. failures.Failures.Select(failure => JsonValue.Create(failure.ToString()))]));
            if (!result.IsProved)
                return report.Finish(ExitCodes.Refused, result.Failures is null ? result.ToString() : "The witness breaks constraints.");

            WriteFiles(parsed.GetValue(output)!.FullName, result.Proof, witness.PublicInputs.ToArray(), header, report);
            return report.Finish(ExitCodes.Done);
        });
    }

    private static void WriteFiles(string folder, Groth16Proof proof, Circuits.Fields.Fr[] publicInputs, BatchHeader? header, Report report)
    {
        Directory.CreateDirectory(folder);
        var files = new Dictionary<string, byte[]>
        {
            ["proof.bin"] = proof.Encode(),
            ["proof.json"] = SnarkjsProof.Write(proof),
            ["public.json"] = SnarkjsPublicInputs.Write(publicInputs),
        };
        if (header is not null)
            files["header.json"] = BatchHeaderJson.Write(header);
        foreach (var (name, bytes) in files)
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
        report.Add("folder", "written to", folder);
        report.Add("files", "files", string.Join(", ", files.Keys));
    }

    private static ProvingResult WithStages(Func<IProgress<ProvingStage>, ProvingResult> prove)
    {
        if (Console.IsErrorRedirected)
            return prove(new StageReporter(_ => { }));
        var stages = Enum.GetValues<ProvingStage>();
        return Terminal.Error.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask("prove", maxValue: stages.Length);
                var result = prove(new StageReporter(stage =>
                {
                    task.Description = stage.ToString();
                    task.Value = (int)stage;
                }));
                task.Value = stages.Length;
                return result;
            });
    }

    private sealed class StageReporter(Action<ProvingStage> report) : IProgress<ProvingStage>
    {
        public void Report(ProvingStage value) => report(value);
    }
}
