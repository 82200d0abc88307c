using System.Diagnostics;
using Amaters.Ledger.Node.Embedded;
using Amaters.Testing;

namespace Amaters.Ledger.Cli.Tests;

/// <summary>The program <c>amaters</c> as its users have it: a process, with the environment that <c>amaters-node up</c> prints.</summary>
/// <param name="Folder">The user's folder; the program runs in it.</param>
/// <param name="Ledger">The ledger that the environment names.</param>
internal sealed record AmatersProgram(string Folder, EmbeddedLedger Ledger)
{
    public const string Passphrase = "correct horse battery staple";

    private static readonly string Program = RepositoryRoot.Combine("artifacts/bin/Amaters.Ledger.Cli/release/amaters");
    private static readonly string Verifier = RepositoryRoot.Combine("artifacts/bin/Amaters.Verifier.Cli/release/amaters-verify");

    public string KeyFile { get; init; } = Path.Combine(Folder, "my.keys");

    /// <summary>Runs a command to its end.</summary>
    public Task<Answer> RunAsync(params string[] arguments) => FinishAsync(Start(Program, arguments));

    /// <summary>Runs a command with <c>--json</c>.</summary>
    public Task<Answer> JsonAsync(params string[] arguments) => RunAsync([.. arguments, "--json"]);

    /// <summary>Runs <c>amaters-verify</c>, which knows the ledger's id and nothing else.</summary>
    public Task<Answer> VerifyAsync(params string[] arguments) => FinishAsync(Start(Verifier, [.. arguments, "--ledger", $"{Ledger.Genesis.LedgerId}", "--json"]));

    /// <summary>The client id of this user's keys.</summary>
    public async Task<string> ClientIdAsync() => (await JsonAsync("keys", "show")).Json["client"]!.GetValue<string>();

    /// <summary>Starts a command and leaves it running.</summary>
    public Process Start(params string[] arguments) => Start(Program, arguments);

    private Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["AMATERS_NODES"] = string.Join(',', Ledger.ClientAddresses);
        start.Environment["AMATERS_CA"] = Ledger.Files.ClientAuthority;
        start.Environment["AMATERS_LEDGER"] = $"{Ledger.Genesis.LedgerId}";
        start.Environment["AMATERS_KEYS"] = KeyFile;
        start.Environment["AMATERS_PIN"] = Path.Combine(Folder, "pin");
        start.Environment["AMATERS_PASSPHRASE"] = Passphrase;
        return Process.Start(start)!;
    }

    private static async Task<Answer> FinishAsync(Process process)
    {
        using (process)
        {
            process.StandardInput.Close();
            var (output, problems) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return new Answer(process.ExitCode, await output, await problems);
        }
    }
}
