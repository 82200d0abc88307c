using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Amaters.Testing;

namespace Amaters.Ledger.Cli.Tests;

/// <summary>What auditors and observers get from the command line, without keys of their own.</summary>
[Trait(Tier.Name, Tier.Full)]
[Collection(CliFixture.Name)]
public sealed class EvidenceTests(CliFixture fixture)
{
    private AmatersProgram Auditor => fixture.Alice with { KeyFile = "/nonexistent" };

    [Fact]
    public async Task A_receipt_and_a_bundle_convince_the_offline_verifier()
    {
        var written = (await fixture.Alice.JsonAsync("put", "evidence", "exhibit", "A")).Json;
        var sequence = written["sequence"]!.GetValue<ulong>().ToString(CultureInfo.InvariantCulture);
        var receipt = (await Auditor.JsonAsync("receipt", sequence)).Json["file"]!.GetValue<string>();
        Assert.Equal($"receipt-{sequence}.bin", receipt);
        var judged = JsonNode.Parse((await fixture.Alice.VerifyAsync("receipt", receipt)).Output)!;
        Assert.Equal((sequence, true), (judged["sequence"]!.ToString(), judged["tookEffect"]!.GetValue<bool>()));

        var bundle = (await Auditor.JsonAsync("export-bundle", "ledger.bundle")).Json;
        Assert.Equal(new FileInfo(Path.Combine(Auditor.Folder, "ledger.bundle")).Length, bundle["bytes"]!.GetValue<long>());
        Assert.Equal(0, (await fixture.Alice.VerifyAsync("bundle", "ledger.bundle", "--replay")).ExitCode);
    }

    [Fact]
    public async Task A_promise_is_kept_in_a_file_and_judged_by_a_bundle()
    {
        await fixture.Alice.RunAsync("put", "evidence", "an earlier batch", "value");
        var written = (await fixture.Alice.JsonAsync("put", "evidence", "promised", "A", "--promises", "promises")).Json;
        var promise = $"promises/promise-{written["sequence"]!.GetValue<ulong>().ToString(CultureInfo.InvariantCulture)}.note";
        Assert.True(File.Exists(Path.Combine(fixture.Alice.Folder, promise)));
        await Auditor.JsonAsync("export-bundle", "promised.bundle");
        var judged = await fixture.Alice.VerifyAsync("promise", promise, "--bundle", "promised.bundle", "--exported-at", "2100-01-01T00:00:00Z");
        Assert.Equal((0, "Kept"), (judged.ExitCode, JsonNode.Parse(judged.Output)!["promise"]!.GetValue<string>()));

        // By a history that is shorter it is not due, and in a hundred years it is overdue.
        await Auditor.JsonAsync("export-bundle", "short.bundle", "--to", "1");
        Assert.Equal(2, (await fixture.Alice.VerifyAsync("promise", promise, "--bundle", "short.bundle")).ExitCode);
        Assert.Equal(1, (await fixture.Alice.VerifyAsync("promise", promise, "--bundle", "short.bundle", "--exported-at", "2100-01-01T00:00:00Z")).ExitCode);
        Assert.Equal(1, (await fixture.Alice.VerifyAsync("promise", "promised.bundle", "--bundle", "promised.bundle")).ExitCode);
    }

    [Fact]
    public async Task A_bundle_that_cannot_be_made_leaves_no_file()
    {
        await fixture.Alice.RunAsync("put", "evidence", "first", "value");
        var answer = await Auditor.RunAsync("export-bundle", "impossible.bundle", "--from", "1000000");
        Assert.Equal(ExitCodes.Refused, answer.ExitCode);
        Assert.StartsWith("to_batch:", answer.Problems, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Auditor.Folder, "impossible.bundle*"));
    }

    [Fact]
    public async Task Status_names_the_ledger_and_its_watermarks()
    {
        await fixture.Alice.RunAsync("put", "evidence", "status", "value");
        var status = (await Auditor.JsonAsync("status")).Json;
        Assert.Equal($"{fixture.Ledger.Genesis.LedgerId}", status["ledger"]!.GetValue<string>());
        Assert.True(status["developmentKey"]!.GetValue<bool>());
        Assert.True(status["applied"]!.GetValue<ulong>() > 0);
        Assert.Contains("committed", (await Auditor.RunAsync("status")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_prints_a_line_for_each_batch_until_it_is_interrupted()
    {
        await fixture.Alice.RunAsync("put", "evidence", "watched", "value");
        using var watching = Auditor.Start("watch", "--from", "1", "--json");
        var first = JsonNode.Parse((await watching.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!)!;
        Assert.Equal((1ul, "embedded"), (first["batch"]!.GetValue<ulong>(), first["worker"]!.GetValue<string>()));
        using (var interrupt = Process.Start("kill", ["-TERM", watching.Id.ToString(CultureInfo.InvariantCulture)]))
            await interrupt.WaitForExitAsync(TestContext.Current.CancellationToken);
        await watching.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await watching.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((ExitCodes.Interrupted, ""), (watching.ExitCode, await watching.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)));
    }
}
