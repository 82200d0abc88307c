using System.Diagnostics;
using Amaters.Testing;

namespace Amaters.Ledger.Cli.Tests;

/// <summary>What the program says without a ledger.</summary>
public sealed class HelpTests
{
    [Fact]
    public async Task The_help_lists_every_verb_and_every_exit_code()
    {
        using var help = Process.Start(new ProcessStartInfo(RepositoryRoot.Combine("artifacts/bin/Amaters.Ledger.Cli/release/amaters"), "--help") { RedirectStandardOutput = true })!;
        var text = await help.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await help.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, help.ExitCode);
        foreach (var verb in new[] { "keys", "put", "get", "delete", "transfer", "scan", "history", "import", "receipt", "status", "watch", "export-bundle", "admin" })
            Assert.Contains($"  {verb} ", text, StringComparison.Ordinal);
        Assert.Contains("0: done, 1: refused", text, StringComparison.Ordinal);
    }
}
