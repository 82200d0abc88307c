using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Consensus.Storage;
using Amaters.Ledger.Consensus.Tracking;

namespace Amaters.Ledger.Consensus.Core;

/// <content>Snapshots for followers whose next entry is compacted (thesis §5).</content>
internal sealed partial class Raft
{
    /// <summary>RAFT-SNAP-1: only to a follower that is there, and one at a time, for they are costly.</summary>
    private bool TrySendSnapshot(NodeId to, Progress progress)
    {
        if (!progress.IsRecentlyActive || Log.Snapshot(out var snapshot) != LogRead.Found)
            return false;
        Invariant.Holds(!snapshot.IsEmpty, $"{to} needs compacted entries before {progress.Next}, but there is no snapshot");
        progress.BecomeSnapshot(snapshot.Metadata.Index);
        Send(new() { Type = MessageType.Snap, To = to, Snapshot = snapshot });
        return true;
    }

    /// <summary>The host reports how the transfer of a snapshot ended. Either way, the next message waits for the follower or a heartbeat.</summary>
    private static void HandleSnapshotStatus(Message message, Progress progress)
    {
        if (progress.State != ProgressState.Snapshot)
            return;
        if (message.Reject)
            progress.AbortSnapshot();
        else
            progress.BecomeProbe();
        progress.PauseFlow();
    }

    private void HandleSnapshot(Message message)
    {
        var isRestored = TryRestore(message.Snapshot ?? Snapshot.Empty);
        Send(new() { Type = MessageType.AppResp, To = message.From, Index = isRestored ? Log.LastIndex : Log.Committed });
    }

    private bool TryRestore(Snapshot snapshot)
    {
        var metadata = snapshot.Metadata;
        // RAFT-SNAP-4: a stale snapshot cuts nothing. One whose last entry is here only shows that all before it is committed; the tail stays.
        if (metadata.Index <= Log.Committed)
            return false;
        var configuration = Configuration.FromConfState(metadata.ConfState);
        if (!configuration.Contains(Id))
            return false;
        if (Log.Matches(metadata.Id))
        {
            Log.CommitTo(metadata.Index);
            return false;
        }

        Log.Restore(snapshot);
        // RAFT-SNAP-5, thesis §5.1: the configuration is the one as of the snapshot; nothing of the old one stays.
        _tracker.Clear();
        SwitchTo(configuration);
        return true;
    }

    private void HandleSnapshotStored(Snapshot snapshot)
    {
        Log.Unstable.StableSnapshotTo(snapshot.Metadata.Index);
        AppliedTo(LogIndex.Later(snapshot.Metadata.Index, Log.Applied), bytes: 0);
    }
}
