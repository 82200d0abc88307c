using Amaters.Ledger.Node.Commands;
using Amaters.Ledger.Node.Demo;
using Amaters.Ledger.Node.Tests.Embedded;
using Amaters.Testing;
using Spectre.Console;

namespace Amaters.Ledger.Node.Tests.Demo;

/// <summary>The demonstration itself, with a small circuit and a dozen records.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class DemoCommandTests
{
    [Fact]
    public async Task The_demonstration_runs_to_its_end_and_everything_holds()
    {
        var folder = Directory.CreateTempSubdirectory("amaters-demo-");
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Interactive = InteractionSupport.No });
        var records = DemoRecords.Shipped();
        var exitCode = await DemoCommand.RunAsync(console, records with { Contents = [.. records.Contents.Take(12)] }, EmbeddedFixture.Shape, Path.Combine(folder.FullName, "demo"), CancellationToken.None);

        var text = output.ToString();
        Assert.Equal(0, exitCode);
        Assert.Matches(@"node \d, the leader, is killed", text);
        Assert.Matches(@"node \d leads, ", text);
        Assert.Contains("all 3 nodes hold the same state", text, StringComparison.Ordinal);
        Assert.Contains("accepted: ", text, StringComparison.Ordinal);
        Assert.Contains("a copy with one bit changed is refused", text, StringComparison.Ordinal);
        Assert.Contains("Everything held", text, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_folder_that_is_not_a_demonstrations_is_not_deleted()
    {
        var folder = Directory.CreateTempSubdirectory("amaters-demo-");
        var precious = Path.Combine(folder.FullName, "precious");
        File.WriteAllText(precious, "keep");
        await Assert.ThrowsAsync<InvalidDataException>(() => DemoCommand.RunAsync(AnsiConsole.Console, DemoRecords.Shipped(), EmbeddedFixture.Shape, folder.FullName, CancellationToken.None));
        Assert.True(File.Exists(precious));
        folder.Delete(recursive: true);
    }
}
