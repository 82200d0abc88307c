using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication.Peers;
using Amaters.Ledger.Replication.Snapshots;
using Amaters.Ledger.Replication.Storage;
using Microsoft.Extensions.Logging;

namespace Amaters.Ledger.Replication;

/// <summary>The thread that owns a member's core and log: takes in what arrived, then does what the core asks for, in the order of docs/raft.md.</summary>
/// <remarks>
/// The core runs with asynchronous storage: append work is done right here, so that a hung disk silences a leader and another
/// is elected; apply work goes to the <see cref="ApplyWorker"/>. Whatever arrives during a sync shares the next one (group commit).
/// </remarks>
internal sealed partial class RaftLoop
{
    private readonly RaftGroupOptions _options;
    private readonly LogStore _store;
    private readonly SnapshotFiles _files;
    private readonly RawNode _node;
    private readonly PeerNetwork _network;
    private readonly ApplyWorker _worker;
    private readonly Inbox<object> _inbox;
    private readonly StatusBoard _board;
    private readonly GroupMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PendingProposals _pending = new();
    private readonly PendingReads _reads = new();
    private readonly GroupCommit _groupCommit = new();
    private readonly LateCommits _outgoing;
    private readonly List<Proposal> _arrived = [];
    private readonly List<ReadOnlyMemory<byte>> _commands = [];
    private readonly List<Message> _held = [];
    private GroupConfiguration _configuration;
    private HardState _hardState;
    private SoftState _softState;
    private LogIndex _applied, _handedOut, _awaited;
    private bool _commitIsStored = true;
    private long _tick;
    private TimeSpan _arrivedSince;
    private TimeSpan? _patience;
    private int _enough = 1;

    public RaftLoop(RaftGroupOptions options, LogStore store, SnapshotFiles files, RawNode node, PeerNetwork network, ApplyWorker worker, Inbox<object> inbox, StatusBoard board, LogIndex applied, GroupMetrics metrics, TimeProvider time, ILogger logger)
    {
        (_options, _store, _files, _node, _network, _worker, _inbox, _board, _applied, _metrics, _time, _logger) = (options, store, files, node, network, worker, inbox, board, applied, metrics, time, logger);
        _outgoing = new LateCommits(network.Send);
        _configuration = store.Configuration;
        _hardState = store.HardState;
        _network.Update(_configuration.Addresses);
        Publish();
    }

    /// <summary>Runs until the inbox is closed. An exception is fatal for the process.</summary>
    public void Run()
    {
        var inputs = new List<object>();
        try
        {
            while (_inbox.Take(ref inputs, _enough, _patience))
            {
                foreach (var input in inputs)
                    TakeIn(input);
                inputs.Clear();
                ProposeArrived();
                if (_reads.Ask(_tick + (2 * _options.ElectionTicks)) is { } question)
                    _node.ReadIndex(question);
                while (_node.HasReady)
                {
                    Process(_node.Ready());
                    ProposeArrived();
                }

                HurryReads();
                if (_outgoing.SendDue(Now) is { } wait && !(_patience < wait))
                    _patience = wait;
                _pending.EndUnplaced(stillLeads: _softState.Role == RaftRole.Leader);
                Publish();
            }

            StoreCommit();
        }
        finally
        {
            _inbox.Close();
            _pending.EndAll();
            _reads.EndAll();
            // In no log: what waits for company and, after a failure, what was not looked at any more.
            _arrived.ForEach(Refuse);
            do
            {
                inputs.ForEach(Refuse);
                inputs.Clear();
            }
            while (_inbox.Take(ref inputs));
        }
    }

    /// <summary>Answers whoever waits for this input; not at all, if it has had its answer.</summary>
    private static void Refuse(object input)
    {
        if (input is Proposal proposal)
            proposal.End(ProposalOutcome.Dropped);
        else if (input is LoopInput.Read read)
            read.Reader.TrySetResult(null);
    }

    private void TakeIn(object input)
    {
        switch (input)
        {
            case LoopInput.Delivery delivery:
                delivery.Room.Release();
                foreach (var message in delivery.Messages)
                    _node.Step(message);
                break;
            case LoopInput.Heard heard:
                _network.Learn(heard.Peer, heard.Address);
                break;
            case Proposal proposal:
                if (_arrived.Count == 0)
                    _arrivedSince = Now;
                _arrived.Add(proposal);
                break;
            case LoopInput.Read read:
                _reads.Add(read.Reader);
                break;
            case LoopInput.Applied applied:
                _applied = LogIndex.Later(_applied, applied.Index);
                foreach (var response in applied.Responses)
                    _node.Step(response);
                _reads.Release(_applied);
                break;
            case LoopInput.Tick tick:
                tick.Taken();
                Tick();
                break;
            case LoopInput.SnapshotTaken taken:
                Compact(taken.Snapshot);
                break;
            case LoopInput.Unreachable unreachable:
                _node.ReportUnreachable(unreachable.Peer);
                break;
            case LoopInput.SnapshotSent sent:
                _node.ReportSnapshot(sent.Peer, sent.Delivered);
                break;
            case LoopInput.Transfer transfer:
                TransferTo(transfer.Successor);
                break;
            case LoopInput.Failed failed:
                ExceptionDispatchInfo.Throw(failed.Failure);
                break;
            default:
                throw new UnreachableException($"unknown input {input.GetType()}");
        }
    }

    private void Tick()
    {
        _tick++;
        _node.Tick();
        _reads.Expire(_tick);
        StoreCommit();
        if (_softState.Role == RaftRole.Leader)
            _metrics.SetProgress(_node.Status());
    }

    /// <summary>Hands what has arrived to the core, or leaves it to wait for company (<see cref="GroupCommit"/>).</summary>
    private void ProposeArrived()
    {
        (_enough, _patience) = (1, null);
        if (!_node.HasUncommitted)
            _groupCommit.EndRound(_arrived.Count, Now);
        if (_arrived.Count == 0)
            return;
        if (_softState.Role != RaftRole.Leader)
        {
            _arrived.ForEach(proposal => proposal.End(ProposalOutcome.NotLeader, leader: _softState.Leader));
            _arrived.Clear();
            return;
        }

        var wait = _groupCommit.Wait(_arrived.Count, _arrivedSince, Now, out var enough);
        if (wait > TimeSpan.Zero)
        {
            (_enough, _patience) = (enough - _arrived.Count, wait);
            return;
        }

        _groupCommit.BeginRound(_arrived.Count, Now);
        // Commands that arrived together are appended together; a configuration change goes alone.
        foreach (var proposal in _arrived)
        {
            if (proposal.Type == EntryType.Normal)
            {
                _commands.Add(proposal.Data);
                continue;
            }

            Taken(proposal, _node.Step(new Message { Type = MessageType.Prop, From = _node.Id, Entries = [Entry.Proposed(proposal.Data, proposal.Type)] }));
        }

        var outcome = _commands.Count == 0 ? StepOutcome.Accepted : _node.Propose(_commands);
        foreach (var proposal in _arrived)
        {
            if (proposal.Type == EntryType.Normal)
                Taken(proposal, outcome);
        }

        _commands.Clear();
        _arrived.Clear();
    }

    /// <summary>Time since some moment, on a clock that never jumps.</summary>
    private TimeSpan Now => _time.GetElapsedTime(0);

    private void Taken(Proposal proposal, StepOutcome outcome)
    {
        if (outcome == StepOutcome.Accepted)
            _pending.Add(proposal);
        else
            proposal.End(ProposalOutcome.Dropped, leader: _softState.Leader);
    }

    private void Compact(Snapshot snapshot)
    {
        // A newer one may have come from the leader meanwhile.
        if (snapshot.Metadata.Index <= _store.LatestSnapshot.Metadata.Index)
            return;
        var index = snapshot.Metadata.Index;
        _store.SaveSnapshot(snapshot);
        _store.Compact(index.Value > _options.KeepEntries ? index - _options.KeepEntries : LogIndex.Zero);
        _files.KeepOnly(snapshot.Metadata.Id);
        LogSnapshotTaken(_logger, index.Value, _store.FirstIndex.Value);
    }

    /// <summary>Reads that wait for entries which the apply thread has, but is not going to wake the loop for.</summary>
    private void HurryReads()
    {
        if (!_reads.AwaitApply || _awaited == _handedOut)
            return;
        _worker.Hurry();
        _awaited = _handedOut;
    }

    private void TransferTo(NodeId successor)
    {
        if (_softState.Role != RaftRole.Leader)
            return;
        if (successor == NodeId.None)
        {
            successor = _node.Status().Progress.Where(peer => peer.Key != _node.Id && peer.Value.IsRecentlyActive && _configuration.Members.Voters.Contains(peer.Key))
                .OrderByDescending(peer => peer.Value.Match).Select(peer => peer.Key).FirstOrDefault();
        }

        if (successor != NodeId.None)
            _node.TransferLeader(successor);
    }

    /// <summary>The commit index is learnt again after a crash, so it is stored with the next entries, or lazily here.</summary>
    private void StoreCommit()
    {
        if (_commitIsStored)
            return;
        _store.Append(_hardState, null, [], sync: false);
        _commitIsStored = true;
    }

    private void Publish()
    {
        _board.Publish(new GroupStatus(
            _node.Id, _softState.Role, _softState.Leader, _hardState.Term, _hardState.Commit, _applied, _store.FirstIndex, _store.LastIndex, _configuration));
    }

    [LoggerMessage(21, LogLevel.Information, "Snapshot {Index} taken; the log now begins at {First}")]
    private static partial void LogSnapshotTaken(ILogger logger, ulong index, ulong first);
}
