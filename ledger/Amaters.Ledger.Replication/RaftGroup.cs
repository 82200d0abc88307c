using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Replication.Peers;
using Amaters.Ledger.Replication.Snapshots;
using Amaters.Ledger.Replication.Storage;
using Microsoft.Extensions.Logging;

namespace Amaters.Ledger.Replication;

/// <summary>One member of a Raft group in this process: durable log, peers, state machine, and the few things that can be asked of it.</summary>
/// <remarks>
/// <para>Thread-safe. Two threads do the work: the loop (core, log, messages) and the apply thread (state machine). The host maps
/// the peer service (<see cref="RaftPeerEndpoints"/>) on a listener with <see cref="PeerCredentials.Configure"/>.</para>
/// <para>When <see cref="Completion"/> faults, the process must end, with <see cref="ExitCode.Of"/> as its exit code.</para>
/// </remarks>
public sealed class RaftGroup : IAsyncDisposable
{
    private readonly RaftGroupOptions _options;
    private readonly LogStore _store;
    private readonly SnapshotFiles _files;
    private readonly PeerNetwork _network;
    private readonly ApplyWorker _worker;
    private readonly Inbox<object> _inbox = new();
    private readonly StatusBoard _board = new();
    private readonly ProposalQuota _quota;
    private readonly GroupMetrics _metrics;
    private readonly ITimer _ticker;
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopped = new();
    private int _isStopping;

    private RaftGroup(RaftGroupOptions options, IReplicatedStateMachine machine, LogStore store, TimeProvider time, ILoggerFactory loggers)
    {
        var logger = loggers.CreateLogger<RaftGroup>();
        var random = new SeededRandom(options.RandomSeed);
        var id = new NodeId(options.Credentials.Identity.NodeId);
        (_options, _store, _files, _quota) = (options, store, new SnapshotFiles(options.Folder), new ProposalQuota(options.MaxPendingProposals));
        _metrics = new GroupMetrics(id, _board, () => store.SizeBytes);
        Events = new GroupPeerEvents(options.Credentials.Identity, _inbox, _files, _metrics, _stopped.Token);
        _network = new PeerNetwork(options.Credentials, options.Peers, Events, random, time, loggers.CreateLogger<PeerNetwork>());

        var applied = RestoreState(machine);
        // What is recorded as applied was committed, though the commit index itself is stored lazily.
        var known = LogIndex.Later(applied.Index, store.Configuration.Index);
        if (known > store.HardState.Commit)
            store.Append(store.HardState with { Commit = known }, null, [], sync: true);

        _worker = new ApplyWorker(machine, _files, _inbox, options.SnapshotEveryEntries, applied, store.Configuration, store.LatestSnapshot.Metadata);
        CatchUp(applied.Index, known);
        var node = new RawNode(new RaftConfig
        {
            Id = id,
            Storage = store,
            Random = random,
            Applied = known,
            AsyncStorageWrites = true,
            ElectionTick = options.ElectionTicks,
            HeartbeatTick = options.HeartbeatTicks,
            MaxSizePerMessage = (ulong)options.MaxMessageBytes,
            MaxCommittedSizePerReady = (ulong)options.MaxApplyingBytes,
            DisableProposalForwarding = true,
        });
        var loop = new RaftLoop(options, store, _files, node, _network, _worker, _inbox, _board, applied.Index, _metrics, time, logger);
        _worker.Start();
        var tick = new LoopInput.Tick();
        _ticker = time.CreateTimer(_ => _ = tick.TryPost() && _inbox.Post(tick), null, options.Tick, options.Tick);
        new Thread(() => Run(loop)) { Name = "raft loop", IsBackground = true }.Start();
    }

    /// <summary>The newest status.</summary>
    public GroupStatus Status => _board.Current;

    /// <summary>What this node, while it leads, knows of the other members, as of the last tick; empty on every other node.</summary>
    public IReadOnlyList<PeerProgress> Peers => _metrics.Progress;

    /// <summary>Ends when the node has stopped; faults if it had to: the process must end then, for nothing else is safe.</summary>
    public Task Completion => _completion.Task;

    /// <summary>What the peer service talks to.</summary>
    internal IPeerEvents Events { get; }

    /// <summary>The traffic limits that the peer service keeps to.</summary>
    internal PeerOptions PeerOptions => _options.Peers;

    /// <summary>Opens the log, brings the state machine up to what is known to be applied, and joins the group.</summary>
    /// <exception cref="LogCorruptException">The stored log or snapshot is damaged; exit with <see cref="ExitCode.CorruptData"/>.</exception>
    /// <exception cref="StorageFailedException">The folder cannot be read or written; exit with <see cref="ExitCode.StorageFailed"/>.</exception>
    public static RaftGroup Start(RaftGroupOptions options, IReplicatedStateMachine machine, TimeProvider time, ILoggerFactory loggers)
    {
        var identity = options.Credentials.Identity;
        var store = LogStore.Open(new LogStoreOptions { Folder = options.Folder, Group = identity.Group, NodeId = identity.NodeId, CacheBytes = options.CacheBytes });
        try
        {
            if (options.Founders.Count > 0 && store.IsEmpty)
                Found(options, machine, store);
            return new RaftGroup(options, machine, store, time, loggers);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Proposes a command; ends when it is applied on this node, or surely or perhaps never will be.</summary>
    /// <param name="command">Not empty, and not changed afterwards: it is not copied.</param>
    /// <param name="stop">Ends the waiting, not the proposal, whose outcome is then unknown.</param>
    public Task<ProposalResult> ProposeAsync(ReadOnlyMemory<byte> command, CancellationToken stop = default)
    {
        if (command.IsEmpty || command.Length > _options.MaxCommandBytes)
            throw new ArgumentException($"A command has 1 to {_options.MaxCommandBytes} bytes, not {command.Length}.", nameof(command));
        return ProposeAsync(command, EntryType.Normal, stop);
    }

    /// <summary>Changes members. The result's value is the new <see cref="GroupConfiguration"/>; it may be joint for a moment.</summary>
    /// <param name="change">What changes; its context is set here.</param>
    /// <param name="addresses">Peer addresses of the nodes that are added or have moved.</param>
    /// <param name="stop">Ends the waiting, not the change.</param>
    public Task<ProposalResult> ChangeMembersAsync(ConfChange change, IReadOnlyDictionary<ulong, Uri> addresses, CancellationToken stop = default)
    {
        var entry = new ConfChange { Transition = change.Transition, Changes = change.Changes, Context = AddressBook.Encode(addresses) };
        return ProposeAsync(entry.Encode(), EntryType.ConfChangeV2, stop);
    }

    /// <summary>Makes what is read afterwards linearizable: ends when everything committed before the call is applied here.</summary>
    /// <returns>The index that was waited for, or null if no leader confirmed it: ask again.</returns>
    public Task<LogIndex?> ReadIndexAsync(CancellationToken stop = default)
    {
        var reader = new TaskCompletionSource<LogIndex?>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!_inbox.Post(new LoopInput.Read(reader)))
            reader.TrySetResult(null);
        return reader.Task.WaitAsync(stop);
    }

    /// <summary>Asks this leader to hand over, to a voter or to whoever is furthest on; watch <see cref="Status"/> for the effect.</summary>
    public void TransferLeadership(NodeId successor = default) => _inbox.Post(new LoopInput.Transfer(successor));

    /// <summary>Takes a snapshot of this node's state now and shortens the log by it, as happens by itself every so many entries.</summary>
    /// <param name="stop">Ends the waiting, not the snapshot.</param>
    /// <returns>The snapshot, on disk; the one that is there when nothing was applied since it was taken.</returns>
    /// <exception cref="ObjectDisposedException">The node stops.</exception>
    public Task<SnapshotReport> TakeSnapshotAsync(CancellationToken stop = default) => _worker.TakeSnapshotAsync().WaitAsync(stop);

    /// <summary>Ends with the first status that meets the condition. The condition is called on the loop and must be quick.</summary>
    public Task<GroupStatus> WaitForAsync(Func<GroupStatus, bool> condition, CancellationToken stop = default) => _board.WaitFor(condition).WaitAsync(stop);

    /// <summary>Stops the node: a leader hands over first, what is committed is applied, the files are closed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isStopping, 1) != 0)
        {
            await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        if (Status.Role == RaftRole.Leader && Status.Configuration.Members.Voters.Count > 1 && !Completion.IsCompleted)
        {
            TransferLeadership();
            using var patience = new CancellationTokenSource(_options.Tick * _options.ElectionTicks);
            Task handedOver = WaitForAsync(status => status.Role != RaftRole.Leader, patience.Token);
            await handedOver.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _inbox.Close();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Stops the node without a word to the others, to whom it looks like a crash; for trials of what happens then.</summary>
    public async Task AbandonAsync()
    {
        Interlocked.Exchange(ref _isStopping, 1);
        _inbox.Close();
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private Task<ProposalResult> ProposeAsync(ReadOnlyMemory<byte> data, EntryType type, CancellationToken stop)
    {
        if (!_quota.TryTake())
            return Task.FromResult(new ProposalResult(ProposalOutcome.Busy, default, null, default));
        var proposal = new Proposal(data, type, _quota);
        if (!_inbox.Post(proposal, Urgency.WithCompany))
            proposal.End(ProposalOutcome.Dropped);
        return proposal.Task.WaitAsync(stop);
    }

    /// <summary>A group begins with a snapshot of the empty state at entry 1 of term 1, which names the founders.</summary>
    /// <remarks>So whoever joins later begins with a snapshot too, and never with a log that does not say who the first members were.</remarks>
    private static void Found(RaftGroupOptions options, IReplicatedStateMachine machine, LogStore store)
    {
        var id = new EntryId(new Term(1), new LogIndex(1));
        var configuration = GroupConfiguration.Found(options.Founders);
        using var capture = machine.Capture();
        var ticket = new SnapshotFiles(options.Folder).Write(id, configuration, capture);
        var snapshot = new Snapshot(ticket.Encode(), new SnapshotMetadata(configuration.Members, id.Index, id.Term));
        store.Append(new HardState(id.Term, NodeId.None, id.Index), snapshot, [], sync: true);
    }

    /// <summary>A state machine older than the newest snapshot starts from it; one that is newer keeps its state.</summary>
    private EntryId RestoreState(IReplicatedStateMachine machine)
    {
        var snapshot = _store.LatestSnapshot.Metadata;
        if (!_store.LatestSnapshot.IsEmpty && SnapshotTicket.TryDecode(_store.LatestSnapshot.Data.Span, out var ticket) && machine.Applied < snapshot.Index)
        {
            _files.Verify(snapshot.Id, ticket);
            using var state = _files.OpenRead(snapshot.Id);
            machine.Restore(state, snapshot.Id);
            return snapshot.Id;
        }

        if (_store.Term(machine.Applied, out var term) != Consensus.Storage.LogRead.Found)
            throw new LogCorruptException(_options.Folder, $"the state machine has applied entry {machine.Applied}, but the log holds {_store.FirstIndex} to {_store.LastIndex}.");
        return new EntryId(term, machine.Applied);
    }

    /// <summary>Applies entries that were known to be applied before the crash, but whose effect the state machine has lost.</summary>
    private void CatchUp(LogIndex applied, LogIndex known)
    {
        while (applied < known)
        {
            _store.Entries(applied.Next, known.Next, (ulong)_options.MaxApplyingBytes, out var entries);
            _worker.Apply([.. entries], new Proposal?[entries.Count], _store.Configuration, [], isAwaited: true);
            applied = entries[^1].Index;
        }
    }

    private void Run(RaftLoop loop)
    {
        Exception? failure = null;
        try
        {
            loop.Run();
        }
        catch (Exception fatal)
        {
            failure = fatal;
        }

        _ticker.Dispose();
        _inbox.Close();
        _board.Close();
        _stopped.Cancel();
        failure ??= _worker.Stop();
        // After a failure nothing is tidied: the process ends, and the disk is as the failure left it.
        if (failure is not null)
        {
            _completion.SetException(failure);
            return;
        }

        _network.DisposeAsync().AsTask().Wait();
        _metrics.Dispose();
        _store.Dispose();
        _completion.SetResult();
    }
}
