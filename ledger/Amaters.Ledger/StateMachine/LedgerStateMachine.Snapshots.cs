using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication;
using Amaters.Ledger.Snapshots;
using Amaters.Ledger.Storage;

namespace Amaters.Ledger.StateMachine;

/// <content>Snapshots: the state leaves whole, and comes in only after it was checked.</content>
public sealed partial class LedgerStateMachine
{
    /// <inheritdoc />
    public IStateCapture Capture() => new StateCapture(_database, _genesis.Facts.Shape.TreeDepth);

    /// <inheritdoc />
    /// <exception cref="SnapshotRefusedException">The snapshot is not the state of a proven history; nothing was changed.</exception>
    public void Restore(Stream state, EntryId id)
    {
        var scratchFolder = _database.Path + ".incoming";
        if (Directory.Exists(scratchFolder))
            Directory.Delete(scratchFolder, recursive: true);
        using (var scratch = LedgerDatabase.Open(scratchFolder, _database.ShardCount))
        {
            try
            {
                if (SnapshotStream.Read(state, scratch) == 0)
                    BeginAt(id, scratch);
                new SnapshotAuditor(_genesis, _verifyingKey, scratch).CheckAndBuildTree();
            }
            catch (InvalidDataException problem)
            {
                throw new SnapshotRefusedException(problem.Message);
            }

            _database.ReplaceBy(scratch);
        }

        Directory.Delete(scratchFolder, recursive: true);
        Load();
        if (Applied != id.Index)
            throw new InvalidDataException($"The snapshot of entry {id.Index} holds the state of entry {Applied}.");
        Advanced?.Invoke(Progress);
    }

    /// <summary>A group is founded by a snapshot of the empty state, which no entry has led to: only its place in the log is recorded.</summary>
    private static void BeginAt(EntryId id, LedgerDatabase database)
    {
        using var write = database.BeginWrite();
        write.Put(Family.Meta, RowKey.Progress, new ProgressRow { AppliedLogIndex = id.Index.Value, AppliedLogTerm = id.Term.Value });
        write.Commit();
    }
}
