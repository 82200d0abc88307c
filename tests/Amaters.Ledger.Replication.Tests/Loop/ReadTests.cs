namespace Amaters.Ledger.Replication.Tests.Loop;

public sealed class ReadTests : IDisposable
{
    private readonly LoneMember _member = new();

    [Fact]
    public async Task A_read_ends_as_soon_as_its_entry_is_applied_and_does_not_wait_for_a_tick()
    {
        var stop = TestContext.Current.CancellationToken;
        using var machine = new HeldMachine();
        await using var group = _member.Start(machine);
        await _member.LeadAsync(group);
        var before = group.Status.LastIndex;
        var first = group.ProposeAsync(LoneMember.Command("first"), stop);
        await machine.Entered.WaitAsync(LoneMember.HangLimit, stop);
        var read = group.ReadIndexAsync(stop);
        // The loop takes things in order: once it has committed this one, it has answered the read, which now waits for the first.
        var second = group.ProposeAsync(LoneMember.Command("second"), stop);
        await group.WaitForAsync(status => status.Commit > before.Next, stop);
        Assert.False(read.IsCompleted);
        machine.LetGo();
        // No tick comes any more.
        Assert.True(await read.WaitAsync(LoneMember.HangLimit, stop) > before);
        Assert.True((await first).IsApplied);
        Assert.True((await second).IsApplied);
    }

    public void Dispose() => _member.Dispose();
}
