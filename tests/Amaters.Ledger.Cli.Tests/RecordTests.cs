using Amaters.Testing;

namespace Amaters.Ledger.Cli.Tests;

/// <summary>Records from the command line: written, read, deleted, handed over, listed.</summary>
[Trait(Tier.Name, Tier.Full)]
[Collection(CliFixture.Name)]
public sealed class RecordTests(CliFixture fixture)
{
    [Fact]
    public async Task A_record_is_written_read_changed_and_deleted()
    {
        var alice = fixture.Alice;
        var written = (await alice.JsonAsync("put", "diary", "monday", "rain")).Json;
        Assert.Equal("Ok", written["result"]!.GetValue<string>());
        Assert.True(written["sequence"]!.GetValue<ulong>() > 0 && written["batch"]!.GetValue<ulong>() > 0);

        var read = (await alice.JsonAsync("get", "diary", "monday")).Json;
        Assert.Equal(("rain", 1ul, await alice.ClientIdAsync()), (read["value"]!.GetValue<string>(), read["version"]!.GetValue<ulong>(), read["owner"]!.GetValue<string>()));

        Assert.Equal("Ok", (await alice.JsonAsync("put", "diary", "monday", "sun", "--expected-version", "1")).Json["result"]!.GetValue<string>());
        Assert.Equal("Ok", (await alice.JsonAsync("delete", "diary", "monday")).Json["result"]!.GetValue<string>());

        var gone = await alice.RunAsync("get", "diary", "monday");
        Assert.Equal(ExitCodes.Refused, gone.ExitCode);
        Assert.Contains("tombstone has version 3", gone.Problems, StringComparison.Ordinal);

        var history = (await alice.JsonAsync("history", "diary", "monday")).Lines;
        Assert.Equal(["PUT", "PUT", "DELETE"], history.Select(line => line["operation"]!.GetValue<string>()));
        Assert.Equal([1ul, 2ul, 3ul], history.Select(line => line["version"]!.GetValue<ulong>()));
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_changes_nothing()
    {
        var alice = fixture.Alice;
        await alice.RunAsync("put", "diary", "stale", "first");
        var refused = await alice.JsonAsync("put", "diary", "stale", "second", "--expected-version", "0");
        Assert.Equal(ExitCodes.Refused, refused.ExitCode);
        Assert.Equal("VersionMismatch", Assert.Single(refused.Lines)["result"]!.GetValue<string>());
        Assert.Equal("first", (await alice.JsonAsync("get", "diary", "stale")).Json["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_record_that_was_never_written_is_proven_absent()
    {
        var answer = await fixture.Alice.RunAsync("get", "diary", "never");
        Assert.Equal(ExitCodes.Refused, answer.ExitCode);
        Assert.Contains("absence is proven", answer.Problems, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("committed", "Pending")]
    [InlineData("proven", "Ok")]
    [InlineData("applied", "Ok")]
    public async Task A_write_waits_as_far_as_it_is_told(string stage, string result)
    {
        var answer = (await fixture.Alice.JsonAsync("put", "stages", stage, "value", "--wait", stage)).Json;
        // A batch may be sealed, and the outcome known, by the time that the answer is written.
        Assert.Contains(answer["result"]!.GetValue<string>(), new[] { result, "Ok" });
    }

    [Fact]
    public async Task A_record_is_handed_to_another_client_who_then_owns_it()
    {
        var (alice, bob) = (fixture.Alice, fixture.Bob);
        var bobsId = await bob.ClientIdAsync();
        await alice.RunAsync("put", "estate", "house", "deed");
        Assert.Equal("Ok", (await alice.JsonAsync("transfer", "estate", "house", bobsId)).Json["result"]!.GetValue<string>());
        var refused = await alice.JsonAsync("put", "estate", "house", "forged deed");
        Assert.Equal((ExitCodes.Refused, "NotOwner"), (refused.ExitCode, Assert.Single(refused.Lines)["result"]!.GetValue<string>()));
        var read = await alice.JsonAsync("get", "estate", "house");
        Assert.Equal(bobsId, read.Json["owner"]!.GetValue<string>());
        Assert.Contains(bobsId, read.Problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scan_lists_live_records_for_people_and_for_programs()
    {
        var alice = fixture.Alice;
        foreach (var (key, value) in new[] { ("a", "one"), ("b", "two"), ("c", "three") })
            await alice.RunAsync("put", "numbers", key, value);
        await alice.RunAsync("delete", "numbers", "b");
        var lines = (await alice.JsonAsync("scan", "numbers")).Lines;
        Assert.Equal([("a", "one"), ("c", "three")], lines.Select(line => (line["key"]!.GetValue<string>(), line["value"]!.GetValue<string>())).Order());
        Assert.Single((await alice.JsonAsync("scan", "numbers", "--limit", "1")).Lines);
        var table = (await alice.RunAsync("scan", "numbers")).Output;
        foreach (var word in new[] { "key", "version", "value", "three" })
            Assert.Contains(word, table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_imported_and_imported_again_without_effect()
    {
        var alice = fixture.Alice;
        var file = Path.Combine(alice.Folder, "people.csv");
        await File.WriteAllTextAsync(file, "id,name\n1,Ada\n2,\"Grace, Rear Admiral\"\n3,Barbara\n", TestContext.Current.CancellationToken);
        var first = (await alice.JsonAsync("import", file, "--key", "id")).Json;
        Assert.Equal((3, 3, 0, 0), (first["rows"]!.GetValue<int>(), first["written"]!.GetValue<int>(), first["unchanged"]!.GetValue<int>(), first["refused"]!.GetValue<int>()));
        var again = (await alice.JsonAsync("import", file, "--key", "id")).Json;
        Assert.Equal((0, 3), (again["written"]!.GetValue<int>(), again["unchanged"]!.GetValue<int>()));
        Assert.Contains("Grace, Rear Admiral", (await alice.JsonAsync("get", "people", "2")).Json["value"]!.GetValue<string>(), StringComparison.Ordinal);

        var wrong = await alice.RunAsync("import", file, "--key", "ID");
        Assert.Equal(ExitCodes.Usage, wrong.ExitCode);
        Assert.Contains("There is no column 'ID'; the columns are id, name.", wrong.Problems, StringComparison.Ordinal);
    }
}
