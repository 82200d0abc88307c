using Amaters.Testing;

namespace Amaters.Ledger.Cli.Tests;

/// <summary>Every error is one sentence that names what is wrong and how to mend it, and an exit code for scripts.</summary>
[Trait(Tier.Name, Tier.Full)]
[Collection(CliFixture.Name)]
public sealed class ErrorTests(CliFixture fixture)
{
    [Theory]
    [InlineData(ExitCodes.Usage, "--ledger: '0x12' is no ledger id; give 0x and 64 hexadecimal digits.", "status", "--ledger", "0x12")]
    [InlineData(ExitCodes.Usage, "--node: 'http://127.0.0.1:1' is no https address; write for example https://127.0.0.1:7410.", "status", "--node", "http://127.0.0.1:1")]
    [InlineData(ExitCodes.Usage, "CLIENT: 'bob' is no client id; give 0x and 64 hexadecimal digits.", "transfer", "a", "b", "bob")]
    [InlineData(ExitCodes.Usage, "/nonexistent", "put", "a", "b", "c", "--keys", "/nonexistent")]
    [InlineData(ExitCodes.Usage, "/nonexistent", "status", "--ca", "/nonexistent")]
    [InlineData(ExitCodes.Usage, "'soon'", "put", "a", "b", "c", "--wait", "soon")]
    [InlineData(ExitCodes.Usage, "Required argument 'KEY' missing", "get", "a")]
    [InlineData(ExitCodes.Usage, "--timeout: 0 is not from 1 to 86400 seconds.", "status", "--timeout", "0")]
    [InlineData(ExitCodes.Refused, "1000000", "receipt", "1000000")]
    [InlineData(ExitCodes.Unavailable, "No node could serve the request within 1 s.", "status", "--node", "https://127.0.0.1:1", "--timeout", "1")]
    [InlineData(ExitCodes.Deceit, "was asked for", "status", "--ledger", "0x0100000000000000000000000000000000000000000000000000000000000000", "--pin", "other.pin")]
    public async Task An_error_names_its_cause(int exitCode, string message, params string[] arguments)
    {
        var answer = await fixture.Alice.RunAsync(arguments);
        Assert.Equal(exitCode, answer.ExitCode);
        Assert.Contains(message, answer.Problems, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_passphrase_opens_nothing()
    {
        var file = Path.Combine(fixture.Alice.Folder, "wrong.txt");
        await File.WriteAllTextAsync(file, "wrong\n", TestContext.Current.CancellationToken);
        var answer = await fixture.Alice.RunAsync("put", "a", "b", "c", "--passphrase-file", file);
        Assert.Equal(ExitCodes.Usage, answer.ExitCode);
        Assert.StartsWith(fixture.Alice.KeyFile, answer.Problems, StringComparison.Ordinal);
    }
}
