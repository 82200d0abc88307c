using System.CommandLine;
using System.Diagnostics;
using Amaters.Prover.Cli.Inputs;
using Amaters.Prover.Formats;
using Amaters.Prover.Setup;

namespace Amaters.Prover.Cli.Commands;

/// <summary><c>amaters-prover setup</c>: a development key, or a ceremony's key taken over.</summary>
internal static class SetupCommand
{
    public static Command Create()
    {
        var output = CommandRunner.FileOption("--out", "Where the proving key goes.");
        var import = new Option<FileInfo?>("--import") { Description = "Take over this .zkey of public tools instead of making a development key.", HelpName = "FILE" };
        var circuitOptions = new CircuitOptions();
        var command = new Command("setup", "Makes a development key, or checks and takes over a ceremony's key.") { output, import };
        circuitOptions.AddTo(command);
        return command.Runs((parsed, report) =>
        {
            var clock = Stopwatch.StartNew();
            var (circuit, shape) = circuitOptions.Load(parsed);
            var path = parsed.GetValue(output)!.FullName;
            report.Add("circuit", "circuit", circuit.Digest.ToString());
            report.Add("constraints", "constraints", circuit.ConstraintCount);
            if (parsed.GetValue(import) is { } source)
            {
                var reason = Terminal.WithBar("import", progress => KeyImport.Run(circuit, source.FullName, path, shape, progress));
                if (reason != FormatRejection.None)
                    return report.Finish(ExitCodes.Refused, $"{source}: {reason}");
            }
            else
            {
                Terminal.WithBar("set-up", progress =>
                {
                    DevelopmentSetup.Run(circuit, path, shape, progress);
                    return 0;
                });
            }

            using var key = InputFile.OpenKey(new FileInfo(path));
            report.Add("developmentKey", "development key", key.Label.IsDevelopment);
            report.Add("keyDigest", "verifying key", Convert.ToHexStringLower(key.VerifyingKey.ComputeDigest()));
            report.Add("byteCount", "bytes", key.ByteCount);
            report.Add("seconds", "seconds", Math.Round(clock.Elapsed.TotalSeconds, 2));
            return report.Finish(ExitCodes.Done);
        });
    }
}
