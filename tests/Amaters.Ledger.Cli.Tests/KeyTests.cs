using Amaters.Testing;

namespace Amaters.Ledger.Cli.Tests;

/// <summary>Key files and the ledger's key registry, from the command line.</summary>
[Trait(Tier.Name, Tier.Full)]
[Collection(CliFixture.Name)]
public sealed class KeyTests(CliFixture fixture)
{
    [Fact]
    public async Task A_key_file_is_shown_without_its_passphrase_and_never_overwritten()
    {
        var shown = (await fixture.Alice.JsonAsync("keys", "show")).Json;
        Assert.Equal(64, shown["publicKey"]!.GetValue<string>().Length);
        var again = await fixture.Alice.RunAsync("keys", "new");
        Assert.Equal(ExitCodes.Usage, again.ExitCode);
        Assert.Contains("never overwritten", again.Problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotated_key_only_hands_its_records_over_and_the_new_one_reads_them()
    {
        var old = await fixture.NewUserAsync("rotating");
        await old.RunAsync("put", "rotation", "mine", "secret");
        var rotated = (await old.JsonAsync("keys", "rotate", "next.keys")).Json;
        Assert.Equal("Ok", rotated["result"]!.GetValue<string>());
        var successor = old with { KeyFile = Path.Combine(old.Folder, "next.keys") };
        var standing = (await old.JsonAsync("keys", "standing")).Json;
        Assert.Equal(("Retired", await successor.ClientIdAsync()), (standing["state"]!.GetValue<string>(), standing["successor"]!.GetValue<string>()));

        var refused = await old.JsonAsync("put", "rotation", "mine", "changed");
        Assert.Equal((ExitCodes.Refused, "KeyRetired"), (refused.ExitCode, Assert.Single(refused.Lines)["result"]!.GetValue<string>()));
        Assert.Equal("Ok", (await old.JsonAsync("transfer", "rotation", "mine", await successor.ClientIdAsync())).Json["result"]!.GetValue<string>());
        Assert.Equal("Ok", (await successor.JsonAsync("put", "rotation", "mine", "changed")).Json["result"]!.GetValue<string>());
        Assert.Equal("changed", (await successor.JsonAsync("get", "rotation", "mine")).Json["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_expired_key_signs_nothing_from_its_sequence_number_on()
    {
        var user = await fixture.NewUserAsync("expiring");
        Assert.Equal("Ok", (await user.JsonAsync("keys", "expire", "--at-sequence", "1")).Json["result"]!.GetValue<string>());
        Assert.Equal("Expired", (await user.JsonAsync("keys", "standing")).Json["state"]!.GetValue<string>());
        var refused = await user.JsonAsync("put", "expiry", "late", "value");
        Assert.Equal((ExitCodes.Refused, "KeyExpired"), (refused.ExitCode, Assert.Single(refused.Lines)["result"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_revoked_key_signs_nothing_and_strangers_cannot_revoke()
    {
        var user = await fixture.NewUserAsync("revoked");
        var theirs = await fixture.Bob.JsonAsync("keys", "revoke", "--client", await user.ClientIdAsync());
        Assert.Equal((ExitCodes.Refused, "NotAuthorized"), (theirs.ExitCode, Assert.Single(theirs.Lines)["result"]!.GetValue<string>()));
        for (var i = 0; i < 2; i++)
            Assert.Equal("Ok", (await user.JsonAsync("keys", "revoke")).Json["result"]!.GetValue<string>());
        var refused = await user.JsonAsync("put", "revocation", "late", "value");
        Assert.Equal((ExitCodes.Refused, "KeyRevoked"), (refused.ExitCode, Assert.Single(refused.Lines)["result"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_request_for_registration_is_written_and_handed_in_by_another()
    {
        var newcomer = fixture.Bob with { KeyFile = Path.Combine(fixture.Bob.Folder, "newcomer.keys") };
        Assert.Equal(ExitCodes.Done, (await newcomer.RunAsync("keys", "new")).ExitCode);
        Assert.Equal("Unknown", Assert.Single((await newcomer.JsonAsync("keys", "standing")).Lines)["state"]!.GetValue<string>());
        await newcomer.RunAsync("keys", "request", "newcomer.request", "--label", "the newcomer");
        var approved = (await fixture.Bob.JsonAsync("keys", "approve", "newcomer.request")).Json;
        Assert.Equal((await newcomer.ClientIdAsync(), "the newcomer"), (approved["client"]!.GetValue<string>(), approved["label"]!.GetValue<string>()));
        Assert.Equal("Active", (await newcomer.JsonAsync("keys", "standing")).Json["state"]!.GetValue<string>());
    }
}
