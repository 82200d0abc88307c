using Amaters.Ledger.Consensus.Log;

namespace Amaters.Ledger.Consensus.Core;

/// <content>What the host's storage work reports back.</content>
internal sealed partial class Raft
{
    /// <summary>Entries up to one given by term and index, or a snapshot, are durable.</summary>
    private void HandleAppended(Message message)
    {
        if (message.Index != LogIndex.Zero)
            Log.Unstable.StableTo(new(message.LogTerm, message.Index));
        if (message.Snapshot is { } snapshot)
            HandleSnapshotStored(snapshot);
    }

    /// <summary>Committed entries are applied.</summary>
    private void HandleApplied(Message message)
    {
        if (message.Entries.Count == 0)
            return;
        AppliedTo(LogIndex.Later(message.Entries[^1].Index, Log.Applied), EntryLimits.ByteCount(message.Entries));
        _uncommittedBytes -= Math.Min(_uncommittedBytes, EntryLimits.PayloadByteCount(message.Entries));
    }

    private void AppliedTo(LogIndex index, ulong bytes)
    {
        Log.AppliedTo(index, bytes);
        LeaveJointIfDue();
    }
}
