using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using static Amaters.Circuits.Tests.Statements.Clients;

namespace Amaters.Circuits.Tests.Statements;

/// <summary>Each rule alone, on every combination of the conditions that it reads.</summary>
public sealed class CommandRulesTests
{
    private static readonly Fr Client = Fr.FromUInt64(100);
    private static readonly Fr Other = Fr.FromUInt64(200);
    private static readonly Record Old = new(Key(1), 4, Client, Fr.FromUInt64(5), Fr.FromUInt64(6), IsLive: true);

    [Theory]
    [InlineData(Operation.Put, CommandResult.Applied)]
    [InlineData(Operation.Delete, CommandResult.RecordNotLive)]
    [InlineData(Operation.Transfer, CommandResult.RecordNotLive)]
    [InlineData(Operation.Noop, CommandResult.Noop)]
    public void On_an_absent_record_only_a_put_takes_effect(Operation operation, CommandResult expected)
    {
        Assert.Equal(expected, Judge(operation, 0, null));
        Assert.Equal(CommandResult.VersionMismatch, Judge(operation, 1, null));
    }

    [Theory]
    [InlineData(Operation.Put, CommandResult.Applied)]
    [InlineData(Operation.Delete, CommandResult.Applied)]
    [InlineData(Operation.Transfer, CommandResult.Applied)]
    [InlineData(Operation.Noop, CommandResult.Noop)]
    public void On_the_owners_live_record_all_but_a_noop_take_effect(Operation operation, CommandResult expected) =>
        Assert.Equal(expected, Judge(operation, 4, Old));

    [Theory]
    [InlineData(Operation.Put, CommandResult.Applied)]
    [InlineData(Operation.Delete, CommandResult.RecordNotLive)]
    [InlineData(Operation.Transfer, CommandResult.RecordNotLive)]
    [InlineData(Operation.Noop, CommandResult.Noop)]
    public void On_the_owners_tombstone_only_a_put_takes_effect(Operation operation, CommandResult expected) =>
        Assert.Equal(expected, Judge(operation, 4, Old with { IsLive = false }));

    [Theory]
    [InlineData(Operation.Put)]
    [InlineData(Operation.Delete)]
    [InlineData(Operation.Transfer)]
    [InlineData(Operation.Noop)]
    public void The_first_broken_rule_is_named(Operation operation)
    {
        var foreign = Old with { Owner = Other };
        Assert.Equal(CommandResult.KeyMismatch, Judge(operation, 3, foreign with { Key = Key(2) }));
        Assert.Equal(CommandResult.KeyMismatch, Judge(operation, 3, foreign with { Key = Key(1) with { Collection = Fr.One } }));
        Assert.Equal(CommandResult.VersionMismatch, Judge(operation, 3, foreign));
        Assert.Equal(CommandResult.VersionMismatch, Judge(operation, 5, foreign));
        Assert.Equal(CommandResult.NotOwner, Judge(operation, 4, foreign));
    }

    [Fact]
    public void What_breaks_a_rule_cannot_be_applied() =>
        Assert.Throws<ArgumentException>(() => CommandRules.Apply(Make(Operation.Delete, 0), Client, null));

    private static CommandResult Judge(Operation operation, ulong expectedVersion, Record? old) =>
        CommandRules.Judge(Make(operation, expectedVersion), Client, old);

    private static Command Make(Operation operation, ulong expectedVersion) =>
        new(operation, Key(1), expectedVersion, Other, Fr.FromUInt64(7));
}
