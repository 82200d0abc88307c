using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Consensus.Storage;

namespace Amaters.Ledger.Consensus.Tests.Thesis;

/// <summary>One node with storage in memory, whose Readys are stored, applied and confirmed at once. Its log starts behind a snapshot of 1/10.</summary>
internal sealed class TestNode
{
    /// <summary>The last index before the log.</summary>
    public const ulong Base = 10;

    /// <summary>Starts a node.</summary>
    /// <param name="voters">The voters; the node itself is number 1.</param>
    /// <param name="logTerms">Terms of the entries 11, 12, …</param>
    /// <param name="hardState">Term, vote and commit; term of the last entry, no vote and <see cref="Base"/> if not given.</param>
    /// <param name="learners">The learners.</param>
    /// <param name="preVote">Whether to ask before campaigning.</param>
    /// <param name="checkQuorum">Whether to check the quorum, and keep leases.</param>
    /// <param name="applied">What the state machine has applied.</param>
    /// <param name="maxInflight">The window of flow control.</param>
    /// <param name="maxUncommitted">The quota of uncommitted bytes.</param>
    /// <param name="random">Randomness of timeouts; the least timeout if not given.</param>
    /// <param name="readOnly">How reads are made safe.</param>
    public TestNode(
        ulong[] voters, ulong[]? logTerms = null, HardState? hardState = null, ulong[]? learners = null, bool preVote = false, bool checkQuorum = false,
        ulong applied = Base, int maxInflight = 16, ulong maxUncommitted = RaftConfig.NoLimit, IRandom? random = null, ReadOnlyOption readOnly = ReadOnlyOption.Safe)
    {
        logTerms ??= [];
        Storage.ApplySnapshot(new(default, new(new() { Voters = Nodes(voters), Learners = Nodes(learners ?? []) }, new(Base), new(1))));
        Storage.Append([.. logTerms.Select((term, i) => new Entry(new(term), new(Base + 1 + (ulong)i), EntryType.Normal, default))]);
        Storage.SetHardState(hardState ?? new(new(logTerms.LastOrDefault(1UL)), default, new(Base)));
        Raft = new(new()
        {
            Id = new(1),
            Storage = Storage,
            Random = random ?? new LeastRandom(),
            ElectionTick = 10,
            HeartbeatTick = 2,
            Applied = new(applied),
            PreVote = preVote,
            CheckQuorum = checkQuorum,
            MaxInflightMessages = maxInflight,
            MaxUncommittedEntriesSize = maxUncommitted,
            ReadOnlyOption = readOnly,
        });
    }

    public MemoryStorage Storage { get; } = new();

    public RawNode Raft { get; }

    /// <summary>Everything applied, in order.</summary>
    public List<Entry> Applied { get; } = [];

    /// <summary>All outcomes of reads.</summary>
    public List<ReadState> ReadStates { get; } = [];

    public RaftRole Role => Raft.Status().SoftState.Role;

    public ulong Term => Raft.Status().HardState.Term.Value;

    public ulong Commit => Raft.Status().HardState.Commit.Value;

    public ulong Leader => Raft.Status().SoftState.Leader.Value;

    public ulong LastIndex => Raft.Status().LastIndex.Value;

    /// <summary>Takes in a message and returns all that is sent because of it.</summary>
    public List<Message> Step(Message message)
    {
        Assert.Equal(StepOutcome.Accepted, Raft.Step(message with { To = Raft.Id }));
        return Drain();
    }

    /// <summary>A message of <paramref name="from"/> in term <paramref name="term"/>.</summary>
    public static Message From(ulong from, MessageType type, ulong term) => new() { Type = type, From = new(from), Term = new(term) };

    /// <summary>An App message; entry terms follow the previous entry.</summary>
    public static Message App(ulong from, ulong term, ulong previousTerm, ulong previousIndex, ulong commit, params ulong[] terms) => From(from, MessageType.App, term) with
    {
        LogTerm = new(previousTerm),
        Index = new(previousIndex),
        Commit = new(commit),
        Entries = [.. terms.Select((entryTerm, i) => new Entry(new(entryTerm), new(previousIndex + 1 + (ulong)i), EntryType.Normal, default))],
    };

    /// <summary>An acknowledgement.</summary>
    public List<Message> Acknowledge(ulong from, ulong index) => Step(From(from, MessageType.AppResp, Term) with { Index = new(index) });

    public List<Message> Tick(int count)
    {
        for (var i = 0; i < count; i++)
            Raft.Tick();
        return Drain();
    }

    public List<Message> Propose(string data)
    {
        Assert.Equal(StepOutcome.Accepted, Raft.Propose(System.Text.Encoding.UTF8.GetBytes(data)));
        return Drain();
    }

    /// <summary>Wins an election with the given votes.</summary>
    public List<Message> Lead(params ulong[] votes)
    {
        Raft.Campaign();
        var sent = Drain();
        foreach (var vote in votes.Where(_ => Role != RaftRole.Leader))
            sent = Step(From(vote, MessageType.VoteResp, Term));
        Assert.Equal(RaftRole.Leader, Role);
        return sent;
    }

    /// <summary>Stores, applies and confirms until nothing is left; returns what is sent.</summary>
    public List<Message> Drain()
    {
        var sent = new List<Message>();
        while (Raft.HasReady)
        {
            var ready = Raft.Ready();
            if (ready.HardState is { } hardState)
                Storage.SetHardState(hardState);
            if (ready.Snapshot is { } snapshot)
                Storage.ApplySnapshot(snapshot);
            Storage.Append(ready.Entries);
            foreach (var entry in ready.CommittedEntries)
            {
                Applied.Add(entry);
                if (entry.Type != EntryType.Normal && ConfChange.TryDecode(entry.Data.Span, out var change))
                    Raft.ApplyConfChange(change);
            }

            ReadStates.AddRange(ready.ReadStates);
            sent.AddRange(ready.Messages);
            Raft.Advance();
        }

        return sent;
    }

    /// <summary>The log, as its terms.</summary>
    public ulong[] LogTerms()
    {
        Storage.Entries(Storage.FirstIndex, Storage.LastIndex.Next, RaftConfig.NoLimit, out var entries);
        return [.. entries.Select(entry => entry.Term.Value)];
    }

    private static NodeId[] Nodes(ulong[] ids) => [.. ids.Select(id => new NodeId(id))];

    private sealed class LeastRandom : IRandom
    {
        public int Next(int bound) => 0;
    }
}
