using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.RaftNode;
using Amaters.Ledger.Replication.Peers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amaters.Ledger.Replication.Tests.Loop;

/// <summary>However a group ends, everybody who waits on it is answered, and the answer is true of the log that it leaves.</summary>
public sealed class ClosingTests : IDisposable
{
    private const ulong Node = 81, Absent = 82;

    private static readonly TimeSpan HangLimit = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("amaters-closing-").FullName;
    private readonly StoppedClock _clock = new();

    public ClosingTests() => DevelopmentCertificates.Write(_folder, new GroupId(8), [Node, Absent], DateTimeOffset.UtcNow);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commands_that_wait_for_company_are_refused_when_the_group_ends_and_are_in_no_log(bool inOrder)
    {
        var stop = TestContext.Current.CancellationToken;
        LogIndex last;
        Task<ProposalResult> outstanding;
        Task<ProposalResult>[] held;
        Task<LogIndex?> read;
        var group = Start(new KeyValueMachine());
        await using (group)
        {
            await LeadAsync(group);
            // From here on a quorum takes both, and one of them never answers: a round that is out stays out.
            Assert.True((await group.ChangeMembersAsync(new ConfChange { Changes = [new(ConfChangeKind.AddVoter, new(Absent))] }, Addresses(Absent), stop)).IsApplied);
            last = (await group.WaitForAsync(status => status.Configuration.Members.Voters.Contains(new(Absent)), stop)).LastIndex;
            outstanding = group.ProposeAsync(Command("outstanding"), stop);
            await group.WaitForAsync(status => status.LastIndex == last.Next, stop);
            held = [.. Enumerable.Range(0, 10).Select(i => group.ProposeAsync(Command($"held-{i}"), stop))];
            read = group.ReadIndexAsync(stop);
            await (inOrder ? group.DisposeAsync().AsTask() : group.AbandonAsync()).WaitAsync(HangLimit, stop);
            Assert.Equal(ProposalOutcome.Unknown, (await outstanding.WaitAsync(HangLimit, stop)).Outcome);
            Assert.All(await Task.WhenAll(held).WaitAsync(HangLimit, stop), result => Assert.Equal(ProposalOutcome.Dropped, result.Outcome));
            Assert.Null(await read.WaitAsync(HangLimit, stop));
        }

        Assert.Equal(ProposalOutcome.Dropped, (await group.ProposeAsync(Command("late"), stop).WaitAsync(HangLimit, stop)).Outcome);
        await using var again = Start(new KeyValueMachine());
        Assert.Equal(last.Next, again.Status.LastIndex);
    }

    [Fact]
    public async Task A_state_machine_that_fails_leaves_nobody_waiting()
    {
        var stop = TestContext.Current.CancellationToken;
        using var machine = new FailingMachine();
        var group = Start(machine);
        await LeadAsync(group);
        var first = group.ProposeAsync(Command("first"), stop);
        await machine.Entered.WaitAsync(HangLimit, stop);
        // Committed and behind the first, whose application is about to fail; then what the loop may or may not look at any more.
        var last = group.Status.LastIndex;
        Task<ProposalResult>[] waiting = [.. Enumerable.Range(0, 10).Select(i => group.ProposeAsync(Command($"behind-{i}"), stop))];
        await group.WaitForAsync(status => status.Commit > last, stop);
        var snapshot = group.TakeSnapshotAsync(stop);
        machine.Fail();
        await Assert.ThrowsAsync<NotSupportedException>(() => group.Completion.WaitAsync(HangLimit, stop));
        Assert.Equal(ProposalOutcome.Unknown, (await first.WaitAsync(HangLimit, stop)).Outcome);
        Assert.All(await Task.WhenAll(waiting).WaitAsync(HangLimit, stop), result => Assert.False(result.IsApplied));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => snapshot.WaitAsync(HangLimit, stop));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Command(string key) => KeyValueMachine.Command(System.Text.Encoding.ASCII.GetBytes(key), "value"u8);

    private static Dictionary<ulong, Uri> Addresses(ulong node) => new() { [node] = new("https://127.0.0.1:1") };

    private async Task LeadAsync(RaftGroup group)
    {
        var leads = group.WaitForAsync(status => status.Role == RaftRole.Leader && status.Applied == status.LastIndex, TestContext.Current.CancellationToken);
        while (!leads.IsCompleted)
        {
            _clock.Tick();
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await leads;
    }

    private RaftGroup Start(IReplicatedStateMachine machine) => RaftGroup.Start(
        new RaftGroupOptions
        {
            Folder = Path.Combine(_folder, "node"),
            Credentials = PeerCredentials.Load(_folder, Node),
            Founders = Addresses(Node),
            RandomSeed = Node,
            Tick = StoppedClock.TickLength,
        },
        machine, _clock, NullLoggerFactory.Instance);

    /// <summary>Time stands still, so that nothing that waits for company ever grows too old to wait; ticks come by hand.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public static readonly TimeSpan TickLength = TimeSpan.FromMilliseconds(7);

        private Action _tick = () => { };

        public void Tick() => _tick();

        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (period == TickLength)
                _tick = () => callback(state);
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Waits with its first command, then fails.</summary>
    private sealed class FailingMachine : IReplicatedStateMachine, IDisposable
    {
        private readonly KeyValueMachine _inner = new();
        private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _fails = new();

        public Task Entered => _entered.Task;

        public LogIndex Applied => _inner.Applied;

        public void Fail() => _fails.Set();

        public void Apply(ReadOnlySpan<Entry> entries, Span<object?> results)
        {
            if (entries.ToArray().Any(entry => entry.Type == EntryType.Normal && !entry.Data.IsEmpty))
            {
                _entered.SetResult();
                _fails.Wait();
                throw new NotSupportedException("This machine fails.");
            }

            _inner.Apply(entries, results);
        }

        public IStateCapture Capture() => _inner.Capture();

        public void Restore(Stream state, EntryId id) => _inner.Restore(state, id);

        public void Dispose() => _fails.Dispose();
    }
}
