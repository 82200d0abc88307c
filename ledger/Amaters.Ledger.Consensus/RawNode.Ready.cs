using Amaters.Ledger.Consensus.Log;

namespace Amaters.Ledger.Consensus;

/// <content>
/// Handing out work. Synchronous: one Ready at a time, and Advance says that all of it is done. Asynchronous: storage work goes out as two
/// ordered streams of messages, append and apply, each of which carries the answers to deliver when it is done.
/// </content>
public sealed partial class RawNode
{
    private readonly bool _isAsync;
    private readonly List<Message> _onAdvance = [];
    private SoftState _previousSoftState;
    private HardState _previousHardState;
    private bool _isReadyOut;

    /// <summary>Whether <see cref="Ready"/> would ask for anything.</summary>
    public bool HasReady =>
        _raft.SoftState != _previousSoftState
        || _raft.HardState != _previousHardState
        || _raft.Log.Unstable.NextSnapshot is not null
        || _raft.Messages.Count > 0
        || _raft.MessagesAfterAppend.Count > 0
        || _raft.ReadStates.Count > 0
        || _raft.Log.Unstable.HasNextEntries
        || _raft.Log.HasNextCommitted(AllowUnstable);

    /// <summary>
    /// Only with synchronous storage may entries be applied in the Ready that also stores them: it is one unit, stored first.
    /// </summary>
    private bool AllowUnstable => !_isAsync;

    /// <summary>Takes out everything there is to do.</summary>
    /// <exception cref="InvalidOperationException">Storage is synchronous and the Ready before was not confirmed by <see cref="Advance"/>.</exception>
    public Ready Ready()
    {
        if (_isReadyOut)
            throw new InvalidOperationException("The Ready before is still out: call Advance when it is done.");
        _isReadyOut = !_isAsync;
        SoftState? softState = _raft.SoftState == _previousSoftState ? null : _raft.SoftState;
        HardState? hardState = _raft.HardState == _previousHardState ? null : _raft.HardState;
        var log = _raft.Log;
        var entries = log.Unstable.NextEntries();
        var snapshot = log.Unstable.NextSnapshot;
        var committed = log.NextCommitted(AllowUnstable);
        var mustSync = entries.Length > 0 || _raft.Term != _previousHardState.Term || _raft.Vote != _previousHardState.Vote;

        List<Message> messages = [.. _raft.Messages];
        var stored = StoredMessage(snapshot);
        if (_isAsync)
            AddStorageMessages(messages, hardState, entries, snapshot, committed, stored);
        else
            AddDeferredMessages(messages, committed, stored);

        Ready ready = new()
        {
            SoftState = softState,
            HardState = hardState,
            ReadStates = [.. _raft.ReadStates],
            Entries = entries,
            Snapshot = snapshot,
            CommittedEntries = committed,
            Messages = messages,
            MustSync = mustSync,
        };
        Accept(committed);
        return ready;
    }

    /// <summary>The last Ready was stored and its committed entries were applied. Only with synchronous storage.</summary>
    /// <exception cref="InvalidOperationException">No Ready is out, or storage is asynchronous.</exception>
    public void Advance()
    {
        if (!_isReadyOut)
            throw new InvalidOperationException(_isAsync ? "With asynchronous storage, answers arrive through Step." : "No Ready is out.");
        _isReadyOut = false;
        Message[] messages = [.. _onAdvance];
        _onAdvance.Clear();
        foreach (var message in messages)
            _raft.Step(message);
    }

    private void Accept(IReadOnlyList<Entry> committed)
    {
        _previousSoftState = _raft.SoftState;
        _previousHardState = _raft.HardState;
        _raft.ReadStates.Clear();
        _raft.Messages.Clear();
        _raft.MessagesAfterAppend.Clear();
        _raft.Log.Unstable.AcceptInProgress();
        if (committed.Count > 0)
            _raft.Log.AcceptApplying(committed[^1].Index, EntryLimits.ByteCount(committed), AllowUnstable);
    }

    /// <summary>What a synchronous host's Advance answers: own votes and acknowledgements, then that the log is durable, then what is applied.</summary>
    private void AddDeferredMessages(List<Message> messages, IReadOnlyList<Entry> committed, Message? stored)
    {
        foreach (var message in _raft.MessagesAfterAppend)
            (message.To == Id ? _onAdvance : messages).Add(message);
        if (stored is not null)
            _onAdvance.Add(stored);
        if (committed.Count > 0)
            _onAdvance.Add(AppliedMessage(committed));
    }

    private void AddStorageMessages(
        List<Message> messages, HardState? hardState, Entry[] entries, Snapshot? snapshot, IReadOnlyList<Entry> committed, Message? stored)
    {
        var deferred = _raft.MessagesAfterAppend;
        if (entries.Length > 0 || hardState is not null || snapshot is not null || deferred.Count > 0)
        {
            var changed = hardState ?? default;
            messages.Add(new()
            {
                Type = MessageType.StorageAppend,
                From = Id,
                To = NodeId.AppendThread,
                Term = changed.Term,
                Vote = changed.Vote,
                Commit = changed.Commit,
                Entries = entries,
                Snapshot = snapshot,
                // The log's own answer comes last: what acknowledges entries is then handled while their terms are still in memory.
                Responses = stored is null ? [.. deferred] : [.. deferred, stored],
            });
        }

        if (committed.Count > 0)
        {
            messages.Add(new()
            {
                Type = MessageType.StorageApply,
                From = Id,
                To = NodeId.ApplyThread,
                Entries = committed,
                Responses = [AppliedMessage(committed)],
            });
        }
    }

    /// <summary>
    /// RAFT-DURABLE-4: the answer of the append work, naming the last entry of the log as of now. It is asked for while anything is not known to be
    /// durable, even if this Ready adds nothing: an earlier answer may be void because the term has changed since, and this one then stands in.
    /// It carries the term, and is void in any later one. An append that is overwritten and then written again, all within the old answer's
    /// flight (A, B, A), could otherwise be taken for durable when only its first copy was.
    /// </summary>
    private Message? StoredMessage(Snapshot? snapshot)
    {
        var log = _raft.Log;
        if (!log.Unstable.HasEntries && snapshot is null)
            return null;
        var last = log.Unstable.HasEntries ? log.LastId : default;
        return new()
        {
            Type = MessageType.StorageAppendResp,
            From = NodeId.AppendThread,
            To = Id,
            Term = _raft.Term,
            Index = last.Index,
            LogTerm = last.Term,
            Snapshot = snapshot,
        };
    }

    private Message AppliedMessage(IReadOnlyList<Entry> committed) =>
        new() { Type = MessageType.StorageApplyResp, From = NodeId.ApplyThread, To = Id, Entries = committed };
}
