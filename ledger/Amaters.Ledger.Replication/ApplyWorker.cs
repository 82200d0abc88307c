using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication.Snapshots;

namespace Amaters.Ledger.Replication;

/// <summary>The apply thread: feeds committed entries to the state machine, answers proposers, and captures snapshots in between.</summary>
internal sealed class ApplyWorker
{
    private readonly IReplicatedStateMachine _machine;
    private readonly SnapshotFiles _files;
    private readonly Inbox<object> _loop;
    private readonly Inbox<Work> _inbox = new();
    private readonly ulong _snapshotEvery;
    private readonly Thread _thread;
    private object?[] _results = new object?[256];
    private EntryId _applied;
    private GroupConfiguration _configuration;
    private LogIndex _lastSnapshot;
    private ConfState _lastSnapshotMembers;
    private Task _writing = Task.CompletedTask;
    private Exception? _failure;
    private List<TaskCompletionSource<SnapshotReport>> _asking = [];

    public ApplyWorker(IReplicatedStateMachine machine, SnapshotFiles files, Inbox<object> loop, ulong snapshotEvery, EntryId applied, GroupConfiguration configuration, SnapshotMetadata lastSnapshot)
    {
        (_machine, _files, _loop, _snapshotEvery) = (machine, files, loop, snapshotEvery);
        (_applied, _configuration, _lastSnapshot, _lastSnapshotMembers) = (applied, configuration, lastSnapshot.Index, lastSnapshot.ConfState);
        _thread = new Thread(Run) { Name = "raft apply", IsBackground = true };
    }

    public void Start()
    {
        _thread.Start();
        Poke();
    }

    /// <summary>Queues committed entries with the proposals that wait for them and the configuration that they lead to.</summary>
    /// <param name="entries">The entries that follow those of the call before.</param>
    /// <param name="proposals">For each of them, who is to be answered, or null.</param>
    /// <param name="configuration">The members as of the last of them.</param>
    /// <param name="responses">What the core wants to hear once they are applied.</param>
    /// <param name="isAwaited">True if the loop is to be woken then; otherwise it learns of it with whatever comes next, a tick at the latest.</param>
    public void Apply(Entry[] entries, Proposal?[] proposals, GroupConfiguration configuration, IReadOnlyList<Message> responses, bool isAwaited) =>
        Post(new Work(entries, proposals, configuration, responses, Restore: null, isAwaited));

    /// <summary>Wakes the loop as soon as everything queued so far is applied.</summary>
    public void Hurry() => Post(Work.Nothing with { IsAwaited = true });

    /// <summary>Queues the replacement of the state by a snapshot that is on disk.</summary>
    public void Restore(EntryId id, SnapshotTicket ticket) =>
        Post(Work.Nothing with { Configuration = ticket.Configuration, Restore = id, IsAwaited = true });

    /// <summary>Takes a snapshot of what is applied when the thread comes to it.</summary>
    public Task<SnapshotReport> TakeSnapshotAsync()
    {
        var asker = new TaskCompletionSource<SnapshotReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(Work.Nothing with { Asker = asker });
        return asker.Task;
    }

    /// <summary>Ends the thread once everything queued is applied, and waits for a snapshot that is being written.</summary>
    /// <returns>What failed first; the loop, if it has ended before, has not heard of it. Null if nothing did.</returns>
    public Exception? Stop()
    {
        _inbox.Close();
        _thread.Join();
        _writing.Wait();
        return _failure;
    }

    private void Run()
    {
        var works = new List<Work>();
        try
        {
            while (_inbox.Take(ref works))
            {
                works.ForEach(Do);
                works.Clear();
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
        finally
        {
            // After a failure nobody comes to what is still queued.
            _inbox.Close();
            _asking.ForEach(asker => asker.TrySetException(Stopped()));
            do
            {
                works.ForEach(Abandon);
                works.Clear();
            }
            while (_inbox.Take(ref works));
        }
    }

    private void Post(Work work)
    {
        if (!_inbox.Post(work))
            Abandon(work);
    }

    /// <summary>Answers whoever waits for this work, unless that is done: its entries are committed, but not applied by this process.</summary>
    private static void Abandon(Work work)
    {
        foreach (var proposal in work.Proposals)
            proposal?.End(ProposalOutcome.Unknown);
        work.Asker?.TrySetException(Stopped());
    }

    private void Do(Work work)
    {
        _configuration = work.Configuration ?? _configuration;
        if (work.Asker is not null)
            _asking.Add(work.Asker);
        if (work.Restore is { } id)
            RestoreState(id);
        else if (work.Entries.Length > 0)
            ApplyEntries(work);
        _loop.Post(new LoopInput.Applied(_applied.Index, work.Responses), work.IsAwaited ? Urgency.Now : Urgency.Whenever);
        TakeSnapshotIfDue();
    }

    /// <summary>Makes the thread look again whether a snapshot is due.</summary>
    private void Poke() => Post(Work.Nothing);

    private void ApplyEntries(Work work)
    {
        var entries = work.Entries;
        if (_results.Length < entries.Length)
            _results = new object?[entries.Length];
        var results = _results.AsSpan(0, entries.Length);
        Invariant.Holds(entries[0].Index == _applied.Index.Next, $"entry {entries[0].Index} is applied after entry {_applied.Index}");
        _machine.Apply(entries, results);
        _applied = entries[^1].Id;
        for (var i = 0; i < entries.Length; i++)
        {
            // A configuration entry answers its proposer with the members that it led to.
            if (work.Proposals[i] is { } proposal)
                proposal.End(ProposalOutcome.Applied, entries[i].Type == EntryType.Normal ? results[i] : work.Configuration);
        }

        results.Clear();
    }

    private void RestoreState(EntryId id)
    {
        using var state = _files.OpenRead(id);
        _machine.Restore(state, id);
        _applied = id;
        (_lastSnapshot, _lastSnapshotMembers) = (id.Index, _configuration.Members);
    }

    /// <summary>Due every so many entries, when somebody asks, and whenever a member was added: only a snapshot that knows it can start it.</summary>
    private void TakeSnapshotIfDue()
    {
        var isDue = _asking.Count > 0 || _applied.Index - _lastSnapshot >= _snapshotEvery || !_configuration.IsKnownTo(_lastSnapshotMembers);
        if (!isDue || !_writing.IsCompleted)
            return;
        var (id, configuration, capture, askers) = (_applied, _configuration, _machine.Capture(), _asking);
        _asking = [];
        if (id.Index == _lastSnapshot && configuration.IsKnownTo(_lastSnapshotMembers))
        {
            // Writing it once more would replace a file whose digest is on record. A node that waits to be added has none.
            using (capture)
                Answer(askers, new SnapshotReport(id, id.Index == LogIndex.Zero ? 0 : _files.LengthOf(id), capture.Root));
            return;
        }

        (_lastSnapshot, _lastSnapshotMembers) = (id.Index, configuration.Members);
        _writing = Task.Run(() => Write(id, configuration, capture, askers));
        _writing.ContinueWith(_ => Poke(), TaskScheduler.Default);
    }

    private void Write(EntryId id, GroupConfiguration configuration, IStateCapture capture, List<TaskCompletionSource<SnapshotReport>> askers)
    {
        try
        {
            using (capture)
            {
                var ticket = _files.Write(id, configuration, capture);
                _loop.Post(new LoopInput.SnapshotTaken(new Snapshot(ticket.Encode(), new SnapshotMetadata(configuration.Members, id.Index, id.Term))));
                Answer(askers, new SnapshotReport(id, ticket.Length, capture.Root));
            }
        }
        catch (Exception failure)
        {
            askers.ForEach(asker => asker.TrySetException(failure));
            Fail(failure);
        }
    }

    private void Fail(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, failure, null);
        _loop.Post(new LoopInput.Failed(failure));
    }

    private static void Answer(List<TaskCompletionSource<SnapshotReport>> askers, SnapshotReport report) => askers.ForEach(asker => asker.TrySetResult(report));

    private static ObjectDisposedException Stopped() => new(nameof(RaftGroup), "The node has stopped.");

    private sealed record Work(
        Entry[] Entries, Proposal?[] Proposals, GroupConfiguration? Configuration, IReadOnlyList<Message> Responses, EntryId? Restore, bool IsAwaited, TaskCompletionSource<SnapshotReport>? Asker = null)
    {
        /// <summary>Work of which every kind but entries differs in one or two points.</summary>
        public static readonly Work Nothing = new([], [], null, [], Restore: null, IsAwaited: false);
    }
}
