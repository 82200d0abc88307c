using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication;
using Amaters.Ledger.Snapshots;
using Amaters.Ledger.Storage;
using Google.Protobuf;

namespace Amaters.Ledger.StateMachine;

/// <content>Snapshots: the state leaves whole, and comes in only after it was checked.</content>
public sealed partial class LedgerStateMachine
{
    // RaftGroup founds a group by a snapshot of the empty state at this place in the log.
    private const ulong FoundingIndex = 1;

    /// <inheritdoc />
    public IStateCapture Capture() => new StateCapture(_database, _genesis.Facts.Shape.TreeDepth);

    /// <inheritdoc />
    /// <exception cref="SnapshotRefusedException">The snapshot is not the state of a proven history that continues this replica's own; nothing was changed.</exception>
    public void Restore(Stream state, EntryId id)
    {
        var scratchFolder = _database.Path + ".incoming";
        if (Directory.Exists(scratchFolder))
            Directory.Delete(scratchFolder, recursive: true);
        using (var scratch = LedgerDatabase.Open(scratchFolder, _database.ShardCount))
        {
            try
            {
                Examine(state, id, scratch);
            }
            // What a row's decoder throws and what executing its sealed batches throws.
            catch (Exception problem) when (problem is InvalidDataException or InvalidProtocolBufferException)
            {
                throw new SnapshotRefusedException(problem.Message);
            }

            _database.ReplaceBy(scratch);
        }

        Directory.Delete(scratchFolder, recursive: true);
        Load();
        Advanced?.Invoke(Progress);
    }

    private void Examine(Stream state, EntryId id, LedgerDatabase scratch)
    {
        if (SnapshotStream.Read(state, scratch) == 0)
        {
            if (id.Index.Value != FoundingIndex)
                throw new SnapshotRefusedException($"It is empty, and {id.Index.Value} entries have led to it.");
            BeginAt(id, scratch);
        }

        var auditor = new SnapshotAuditor(_genesis, _verifyingKey, scratch);
        auditor.CheckAndBuildTree(id);
        auditor.CheckContinues(_database);
        auditor.CheckSealedResults(new LedgerStateMachine(_genesis, _verifyingKey, scratch).SealedBatches);
    }

    /// <summary>A group is founded by a snapshot of the empty state, which no entry has led to: only its place in the log is recorded.</summary>
    private static void BeginAt(EntryId id, LedgerDatabase database)
    {
        using var write = database.BeginWrite();
        write.Put(Family.Meta, RowKey.Progress, new ProgressRow { AppliedLogIndex = id.Index.Value, AppliedLogTerm = id.Term.Value });
        write.Commit();
    }
}
