using Amaters.Ledger.Consensus.Log;
using Amaters.Ledger.Consensus.Storage;
using Amaters.Ledger.Consensus.Tracking;

namespace Amaters.Ledger.Consensus.Core;

/// <content>Log replication, both sides (thesis §3.5, §3.6.2, §10.2).</content>
internal sealed partial class Raft
{
    private ulong _uncommittedBytes;

    private StepOutcome HandleProposal(Message message)
    {
        Invariant.Holds(message.Entries.Count > 0, $"a proposal of no entries from {message.From}");
        // A leader that was removed serves out its term, but takes nothing new; during a transfer, new entries would move the goal.
        if (_tracker[Id] is null || _transferee != NodeId.None)
            return StepOutcome.ProposalDropped;
        var pendingConfIndex = _pendingConfIndex;
        Entry[] entries = [.. message.Entries];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = AdmitConfChange(entries[i], Log.LastIndex + (ulong)i + 1);
        if (!TryAppendOwn(entries))
        {
            _pendingConfIndex = pendingConfIndex;
            return StepOutcome.ProposalDropped;
        }

        BroadcastAppend();
        return StepOutcome.Accepted;
    }

    /// <summary>RAFT-LEADER-1, thesis §3.5: a leader only appends to its log. False if the quota of uncommitted bytes is used up.</summary>
    private bool TryAppendOwn(Entry[] entries)
    {
        var bytes = EntryLimits.PayloadByteCount(entries);
        // One proposal of any size passes while nothing waits, and empty ones always do: a leader's first entry and auto-leave.
        if (bytes > 0 && _uncommittedBytes > 0 && bytes > _config.MaxUncommittedEntriesSize - Math.Min(_uncommittedBytes, _config.MaxUncommittedEntriesSize))
            return false;
        var last = Log.LastIndex;
        for (var i = 0; i < entries.Length; i++)
            entries[i] = entries[i] with { Term = Term, Index = last + (ulong)i + 1 };
        _uncommittedBytes += bytes;
        // RAFT-DURABLE-1: the leader's own copy counts only when it is synced, so it acknowledges to itself, like any follower, after the append.
        Send(new() { Type = MessageType.AppResp, To = Id, Index = Log.Append(entries) });
        return true;
    }

    private void BroadcastAppend()
    {
        foreach (var node in _tracker.Members)
        {
            if (node != Id)
                TrySendAppend(node, sendIfEmpty: true);
        }
    }

    /// <summary>Sends what follows the last entry sent, or a snapshot if that is compacted. False if nothing was sent.</summary>
    private bool TrySendAppend(NodeId to, bool sendIfEmpty)
    {
        var progress = _tracker[to]!;
        if (progress.IsPaused)
            return false;
        var previous = progress.Next.Previous;
        if (Log.TryTerm(previous, out var previousTerm) != LogRead.Found)
            return TrySendSnapshot(to, progress);
        // RAFT-FLOW-1: with a full window, an empty message may go. If all in flight was lost, its refusal is what starts the flow again.
        IReadOnlyList<Entry> entries = [];
        var read = LogRead.Found;
        if (progress.State != ProgressState.Replicate || !progress.IsWindowFull)
            read = Log.EntriesFrom(progress.Next, _config.MaxSizePerMessage, out entries);
        if (entries.Count == 0 && !sendIfEmpty)
            return false;
        if (read != LogRead.Found)
            return TrySendSnapshot(to, progress);
        Send(new() { Type = MessageType.App, To = to, LogTerm = previousTerm, Index = previous, Entries = entries, Commit = Log.Committed });
        progress.SentEntries(entries.Count, EntryLimits.PayloadByteCount(entries), Log.Committed);
        return true;
    }

    private void BroadcastHeartbeat()
    {
        foreach (var node in _tracker.Members)
        {
            if (node == Id)
                continue;
            // RAFT-COMMIT-3: a follower may not have all that is committed; it is told of no more than it is known to have.
            var progress = _tracker[node]!;
            var commit = LogIndex.Min(progress.Match, Log.Committed);
            Send(new() { Type = MessageType.Heartbeat, To = node, Commit = commit, ReadToken = _reads.NewestToken });
            progress.SentCommit(commit);
        }
    }

    private void HandleAppendResponse(Message message, Progress progress)
    {
        progress.IsRecentlyActive = true;
        if (message.Reject)
            BackOff(message, progress);
        else
            Acknowledge(message, progress);
    }

    /// <summary>
    /// RAFT-LOG-4, thesis §3.5: the follower says where its log last has a term no later than the refused one; the leader looks in its own log for
    /// an entry no later than that. Each answer so skips whole terms of disagreement.
    /// </summary>
    private void BackOff(Message message, Progress progress)
    {
        var hint = message.LogTerm > Term.Zero ? Log.FindConflictByTerm(message.RejectHint, message.LogTerm).Index : message.RejectHint;
        if (!progress.TryBackOff(message.Index, hint))
            return;
        if (progress.State == ProgressState.Replicate)
            progress.BecomeProbe();
        TrySendAppend(message.From, sendIfEmpty: true);
    }

    private void Acknowledge(Message message, Progress progress)
    {
        // An acknowledgement of what was known is news only to a probe: it shows that the follower answers again.
        if (!progress.TryAdvance(message.Index) && !(progress.Match == message.Index && progress.State == ProgressState.Probe))
            return;
        if (progress.State == ProgressState.Probe)
        {
            progress.BecomeReplicate();
        }
        else if (progress.State == ProgressState.Snapshot)
        {
            // RAFT-SNAP-2: by whatever means it got there, a follower that the log reaches needs no snapshot.
            if (progress.Match.Next >= Log.FirstIndex)
                progress.BecomeReplicate();
        }
        else
        {
            progress.FreeInflights(message.Index);
        }

        if (TryCommit())
        {
            BroadcastAppend();
        }
        else if (message.From != Id && progress.CanBumpCommit(Log.Committed))
        {
            TrySendAppend(message.From, sendIfEmpty: true);
        }

        if (message.From == Id)
            return;
        // The window may have room for more than one message now.
        while (TrySendAppend(message.From, sendIfEmpty: false))
        {
        }

        FinishTransferIfCaughtUp(message.From, progress);
    }

    /// <summary>RAFT-COMMIT-1, thesis §3.6.2: commits what a quorum has, if that ends with an entry of this term.</summary>
    private bool TryCommit()
    {
        if (!Log.TryCommit(new(Term, _tracker.QuorumMatch)))
            return false;
        AnswerReadsOfNewTerm();
        return true;
    }

    private void HandleHeartbeatResponse(Message message, Progress progress)
    {
        progress.IsRecentlyActive = true;
        progress.ResumeFlow();
        // RAFT-FLOW-2: messages may have been lost since; a caught-up follower in Probe must be asked once more to leave it.
        if (progress.Match < Log.LastIndex || progress.State == ProgressState.Probe)
            TrySendAppend(message.From, sendIfEmpty: true);
        ConfirmReads(message);
    }

    private void HandleAppend(Message message)
    {
        var previous = new EntryId(message.LogTerm, message.Index);
        // What is committed here is equal to the leader's log: say how far that goes, instead of comparing again.
        if (previous.Index < Log.Committed)
        {
            Send(new() { Type = MessageType.AppResp, To = message.From, Index = Log.Committed });
            return;
        }

        if (Log.TryAppend(previous, message.Entries, message.Commit, out var lastNewIndex))
        {
            Send(new() { Type = MessageType.AppResp, To = message.From, Index = lastNewIndex });
            return;
        }

        var hint = Log.FindConflictByTerm(LogIndex.Min(previous.Index, Log.LastIndex), previous.Term);
        Send(new() { Type = MessageType.AppResp, To = message.From, Index = previous.Index, Reject = true, RejectHint = hint.Index, LogTerm = hint.Term });
    }

    private void HandleHeartbeat(Message message)
    {
        Log.CommitTo(message.Commit);
        Send(new() { Type = MessageType.HeartbeatResp, To = message.From, ReadToken = message.ReadToken });
    }
}
