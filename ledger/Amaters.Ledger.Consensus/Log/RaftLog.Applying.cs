using Amaters.Ledger.Consensus.Storage;

namespace Amaters.Ledger.Consensus.Log;

/// <content>Commit and apply: Applied ≤ Applying ≤ Committed ≤ LastIndex, none of which ever goes back (thesis §3.6).</content>
internal sealed partial class RaftLog
{
    private readonly ulong _maxApplyingBytes;
    private ulong _applyingBytes;
    private bool _isApplyingPaused;

    /// <summary>Highest index known to be on a quorum for good.</summary>
    public LogIndex Committed { get; private set; }

    /// <summary>Highest index handed out to be applied.</summary>
    public LogIndex Applying { get; private set; }

    /// <summary>Highest index that the state machine has applied.</summary>
    public LogIndex Applied { get; private set; }

    /// <summary>RAFT-COMMIT-4: raises the commit index, never beyond the log, never back.</summary>
    public void CommitTo(LogIndex index)
    {
        if (index <= Committed)
            return;
        Invariant.Holds(index <= LastIndex, $"commit {index} is beyond the last index {LastIndex}: was the log cut, corrupted or lost?");
        Committed = index;
    }

    /// <summary>RAFT-COMMIT-1, thesis §3.6.2: counting commits only an entry of the leader's own term; earlier ones follow with it.</summary>
    public bool TryCommit(EntryId id)
    {
        if (id.Term == Term.Zero || id.Index <= Committed || !Matches(id))
            return false;
        CommitTo(id.Index);
        return true;
    }

    /// <summary>Whether <see cref="NextCommitted"/> would hand out anything.</summary>
    public bool HasNextCommitted(bool allowUnstable) =>
        !_isApplyingPaused && Unstable.Snapshot is null && Applying < MaxAppliable(allowUnstable);

    /// <summary>Committed entries to apply next. With asynchronous storage, only durable ones.</summary>
    public IReadOnlyList<Entry> NextCommitted(bool allowUnstable)
    {
        if (!HasNextCommitted(allowUnstable))
            return [];
        var read = Slice(Applying.Next, MaxAppliable(allowUnstable).Next, _maxApplyingBytes - _applyingBytes, out var entries);
        Invariant.Holds(read == LogRead.Found, $"committed entries after {Applying} are {read}: compacted before they were applied?");
        return entries;
    }

    /// <summary>Entries up to <paramref name="index"/> are being applied. Pauses when the limit of bytes is reached.</summary>
    public void AcceptApplying(LogIndex index, ulong bytes, bool allowUnstable)
    {
        Invariant.Holds(index <= Committed, $"applying {index} is beyond commit {Committed}");
        Applying = index;
        _applyingBytes += bytes;
        _isApplyingPaused = _applyingBytes >= _maxApplyingBytes || index < MaxAppliable(allowUnstable);
    }

    /// <summary>Entries up to <paramref name="index"/>, of <paramref name="bytes"/>, are applied.</summary>
    public void AppliedTo(LogIndex index, ulong bytes)
    {
        Invariant.Holds(index <= Committed, $"applied {index} is beyond commit {Committed}");
        Invariant.Holds(index >= Applied, $"applied would go back from {Applied} to {index}");
        Applied = index;
        Applying = LogIndex.Later(Applying, index);
        _applyingBytes -= Math.Min(bytes, _applyingBytes);
        _isApplyingPaused = _applyingBytes >= _maxApplyingBytes;
    }

    private LogIndex MaxAppliable(bool allowUnstable) =>
        allowUnstable ? Committed : LogIndex.Min(Committed, Unstable.Offset.Previous);
}
