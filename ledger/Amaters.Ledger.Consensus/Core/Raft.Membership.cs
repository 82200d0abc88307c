using Amaters.Ledger.Consensus.Membership;

namespace Amaters.Ledger.Consensus.Core;

/// <content>Configuration changes (thesis §4). They take effect when applied, one at a time.</content>
internal sealed partial class Raft
{
    private LogIndex _pendingConfIndex;

    /// <summary>Applies a committed change. Every node computes the same configuration from the same log.</summary>
    public ConfState ApplyConfChange(ConfChange change)
    {
        var fits = ConfChanger.TryApply(Configuration, change, out var next, out var refusal);
        Invariant.Holds(fits, $"committed change '{change}' does not fit {Configuration}: {refusal}");
        SwitchTo(next);
        return Configuration.ToConfState();
    }

    /// <summary>
    /// RAFT-CONF-5, thesis §4.1: a change enters the log only if none before it is unapplied, and it fits. Otherwise an empty entry takes its place,
    /// so that whoever proposed it sees the index pass without effect.
    /// </summary>
    private Entry AdmitConfChange(Entry entry, LogIndex index)
    {
        if (entry.Type == EntryType.Normal)
            return entry;
        var isReadable = ConfChange.TryDecode(entry.Data.Span, out var change);
        var isAdmitted = isReadable && (_config.DisableConfChangeValidation
            || (_pendingConfIndex <= Log.Applied && ConfChanger.TryApply(Configuration, change, out _, out _)));
        if (!isAdmitted)
            return Entry.Proposed(default);
        _pendingConfIndex = index;
        return entry;
    }

    private void SwitchTo(Configuration configuration)
    {
        _tracker.Switch(configuration, Log.LastIndex);
        if (Role != RaftRole.Leader)
            return;
        if (!configuration.Contains(Id) || configuration.Learners.Contains(Id))
        {
            // RAFT-CONF-8, thesis §4.2.2: a leader that is no longer a voter leads until the change is committed, and no longer.
            if (_config.StepDownOnRemoval)
                BecomeFollower(Term, NodeId.None);
            return;
        }

        // A smaller quorum may have more entries than the larger one had.
        if (TryCommit())
        {
            BroadcastAppend();
        }
        else
        {
            foreach (var node in _tracker.Members)
            {
                if (node != Id)
                    TrySendAppend(node, sendIfEmpty: false);
            }
        }

        // The same holds for reads.
        AnswerConfirmedReads();
        // RAFT-TRANSFER-4: whoever cannot vote cannot be waited for.
        if (!configuration.Voters.Contains(_transferee))
            AbortTransfer();
    }

    /// <summary>
    /// RAFT-CONF-4, thesis §4.3: when the joint configuration is applied, its leader proposes to leave it. The entry is empty, so no quota can
    /// refuse it; a transfer can, and then this is tried again at the next applied entry, by whoever leads.
    /// </summary>
    private void LeaveJointIfDue()
    {
        if (Role == RaftRole.Leader && Configuration.AutoLeave && Log.Applied >= _pendingConfIndex)
            Step(new() { Type = MessageType.Prop, From = Id, Entries = [Entry.Proposed(default, EntryType.ConfChangeV2)] });
    }
}
