using Amaters.Circuits.Fields;
using Amaters.Circuits.Trees;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.StateMachine;
using Amaters.Ledger.Storage;
using Amaters.Verifier.Genesis;
using Amaters.Verifier.Groth16;

namespace Amaters.Ledger.Snapshots;

/// <summary>Decides whether a snapshot from another node may become this node's state. Takes as little as it can on the sender's word.</summary>
/// <remarks>
/// <para>
/// Proven: headers continue the chain from genesis and have valid proofs; commands are the ones that headers commit to;
/// records hash to the root that the last header ends in; payloads have the digests that were signed. Made again: every
/// change of keys and placement, from the signed changes in the audit trail; every sealed batch. Counted: each family
/// holds these rows and no others.
/// </para>
/// <para>
/// The sender's word alone: times, log indexes within their order, names of workers, which rule a refused command broke,
/// how a shard's writes divide, and whether the trail's end was cut off. The last shows at the next seal, which attests
/// the trail (<see cref="ReplicaDivergedException"/>), before this node executes another batch.
/// </para>
/// </remarks>
internal sealed class SnapshotAuditor(GenesisDocument genesis, PreparedVerifyingKey verifyingKey, LedgerDatabase database)
{
    private readonly SnapshotRows _rows = new(database);

    /// <summary>Checks the snapshot's rows and stages the tree's rows, which it does not carry.</summary>
    /// <param name="id">The log entry that the snapshot is said to be of.</param>
    /// <exception cref="SnapshotRefusedException">Something does not hold; the message says what.</exception>
    public void CheckAndBuildTree(EntryId id)
    {
        var progress = _rows.Require(Family.Meta, RowKey.Progress, ProgressRow.Parser, "progress row");
        if (progress.AppliedLogIndex != id.Index.Value || progress.AppliedLogTerm != id.Term.Value)
            throw new SnapshotRefusedException($"It is said to be of entry {id.Index.Value} of term {id.Term.Value} and holds the state of entry {progress.AppliedLogIndex} of term {progress.AppliedLogTerm}.");
        if (!progress.Configuration.IsEmpty)
            throw new SnapshotRefusedException("Its progress row names members, which the log alone does.");

        var trail = new TrailCheck(genesis, database, _rows, progress);
        var totals = new ShardTotals(database.ShardCount);
        var stateRoot = new HistoryCheck(genesis, verifyingKey, _rows, trail, totals).Run(progress);
        trail.CheckKeys();
        var nodes = new RecordCheck(database, _rows, trail.Placement, totals, genesis.Facts.Shape.TreeDepth).Run(stateRoot, progress.AppliedBatch);
        WriteTree(nodes);
    }

    /// <summary>Refuses a snapshot that takes back or contradicts what this node has applied itself.</summary>
    public void CheckContinues(LedgerDatabase own)
    {
        if (own.Newest.Get(Family.Meta, RowKey.Progress, ProgressRow.Parser) is not { } progress)
            return;
        RequireSame(own, Family.Batches, progress.AppliedBatch, row => BatchRow.Parser.ParseFrom(row).Header.Span, "batch");
        RequireSame(own, Family.Commands, progress.CommittedSequence, row => CommandRow.Parser.ParseFrom(row).SignedCommand.Span, "command");
        RequireSame(own, Family.Audit, progress.AuditEventCount, row => row, "audit event");
    }

    /// <summary>Compares the results of sealed commands with what executing their batches gave.</summary>
    /// <param name="batches">The sealed batches of a state machine that was started on the snapshot, which also compared their headers.</param>
    public void CheckSealedResults(IReadOnlyList<SealedBatch> batches)
    {
        foreach (var batch in batches)
        {
            for (var i = 0; i < batch.Execution.Results.Count; i++)
            {
                var sequence = batch.Header.Range.FirstIndex + (ulong)i;
                var row = _rows.Require(Family.Commands, RowKey.Number(sequence), CommandRow.Parser, $"command {sequence}");
                if (row.Result != (int)batch.Execution.Results[i].ToResultCode())
                    throw new SnapshotRefusedException($"The sealed command {sequence} has a result that executing it does not give.");
            }
        }
    }

    private void RequireSame(LedgerDatabase own, Family family, ulong number, Func<byte[], ReadOnlySpan<byte>> content, string what)
    {
        if (number == 0)
            return;
        var key = RowKey.Number(number);
        if (_rows.View.Get(family, key) is not { } theirs || own.Newest.Get(family, key) is not { } ours || !content(theirs).SequenceEqual(content(ours)))
            throw new SnapshotRefusedException($"Its {what} {number} is missing or is another than this node's: it is a rollback or a fork of this node's history.");
    }

    private void WriteTree(MemoryStateStore<NodeAddress, Fr> nodes)
    {
        using var write = database.BeginWrite();
        new TreeRows(_rows.View, genesis.Facts.Shape.TreeDepth).Write(nodes.Entries, write);
        write.Commit();
    }
}
