using System.Text.Json.Nodes;
using Amaters.Testing;

namespace Amaters.EndToEnd.Tests.Cluster;

/// <summary><c>amaters-verify</c> as an auditor runs it: a process that has the file and the ledger's id, and nothing else.</summary>
internal static class VerifyProgram
{
    private static readonly string Program = ChildProcess.Built("Amaters.Verifier.Cli", "amaters-verify");

    /// <summary>Has it judge a file.</summary>
    /// <returns>Its exit code and its report.</returns>
    public static async Task<(int ExitCode, JsonObject Report)> JudgeAsync(string verb, byte[] file, string ledgerId, params string[] options)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, file);
            var (exitCode, output) = await ChildProcess.RunAsync(Program, [verb, path, "--ledger", ledgerId, "--json", .. options]);
            return (exitCode, JsonNode.Parse(output)!.AsObject());
        }
        finally
        {
            File.Delete(path);
        }
    }
}
