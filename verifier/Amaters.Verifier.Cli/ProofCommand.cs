using System.CommandLine;
using Amaters.Verifier.Cli.Inputs;
using Amaters.Verifier.Groth16;

namespace Amaters.Verifier.Cli;

/// <summary><c>amaters-verify proof</c>: is this a proof that the batch with this header followed the ledger's rules?</summary>
internal static class ProofCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var key = FileOption("--key", "Verifying key: binary, or verification_key.json of snarkjs.");
        var header = FileOption("--header", "Batch header: JSON. Its digest, the public input, is computed here.");
        var proof = FileOption("--proof", "Proof: 192 bytes, or proof.json of snarkjs.");
        var keyDigest = new Option<string?>("--key-digest") { Description = "SHA-256 that the binary form of the key must have, in hexadecimal.", HelpName = "HEX" };
        var production = new Option<bool>("--production") { Description = "Refuse a key from a development set-up." };
        var json = new Option<bool>("--json") { Description = "Answer in JSON." };
        var command = new Command("proof", "Checks one batch proof against header and verifying key.") { key, header, proof, keyDigest, production, json };
        command.SetAction(parsed =>
        {
            var report = new Report(parsed.GetValue(json));
            try
            {
                var verifyingKey = KeyFile.Read(parsed.GetValue(key)!);
                report.AddKey(verifyingKey);
                var batchHeader = HeaderFile.Read(parsed.GetValue(header)!);
                report.AddStatement(batchHeader);
                if (KeyProblem(verifyingKey, parsed.GetValue(keyDigest), parsed.GetValue(production)) is { } problem)
                    return report.Rejected(problem);
                if (!ProofFile.TryRead(parsed.GetValue(proof)!, out var read, out var reason))
                    return report.Rejected(reason);
                var verdict = Groth16Verifier.Verify(new PreparedVerifyingKey(verifyingKey), batchHeader, read);
                return verdict.IsAccepted ? report.Accepted() : report.Rejected($"{verdict.Rejection}");
            }
            catch (UnreadableInputException exception)
            {
                return report.Unreadable(exception.Message);
            }
        });
        return command;
    }

    private static string? KeyProblem(VerifyingKey key, string? expectedDigest, bool production)
    {
        if (expectedDigest is not null && !string.Equals(expectedDigest, Convert.ToHexString(key.ComputeDigest()), StringComparison.OrdinalIgnoreCase))
            return "WrongKeyDigest";
        return production && key.Label.IsDevelopment ? "DevelopmentKey" : null;
    }

    private static Option<FileInfo> FileOption(string name, string description) => new(name) { Description = description, Required = true, HelpName = "FILE" };
}
