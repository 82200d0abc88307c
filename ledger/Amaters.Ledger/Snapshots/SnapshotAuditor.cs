using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;
using Amaters.Ledger.Placement;
using Amaters.Ledger.Storage;
using Amaters.Verifier.Genesis;
using Amaters.Verifier.Groth16;

namespace Amaters.Ledger.Snapshots;

/// <summary>Decides whether a snapshot from another node may become this node's state. Trusts nothing in it.</summary>
/// <remarks>
/// Every header must continue the chain from genesis and have a valid proof; the records must hash to the root that the
/// last header ends in; every live record's payload must have the digest that the record commits to. What Raft ordered
/// and no proof covers yet (pending commands, key changes) is checked for valid signatures where it carries them.
/// </remarks>
internal sealed class SnapshotAuditor(GenesisDocument genesis, PreparedVerifyingKey verifyingKey, LedgerDatabase database)
{
    private const int ProofsPerBatch = 256;
    private const int RecordsPerGroup = 1024;

    private readonly LedgerView _view = database.Newest;

    /// <summary>Checks the snapshot's rows and stages the tree's rows, which it does not carry.</summary>
    /// <exception cref="SnapshotRefusedException">Something does not hold; the message says what.</exception>
    public void CheckAndBuildTree()
    {
        var progress = _view.Get(Family.Meta, RowKey.Progress, ProgressRow.Parser) ?? throw new SnapshotRefusedException("It has no progress row.");
        var stateRoot = CheckHeaders(progress.AppliedBatch);
        var nodes = HashRecords();
        var root = new StateTree(genesis.Facts.Shape.TreeDepth, nodes).Root;
        if (root != stateRoot)
            throw new SnapshotRefusedException($"Its records hash to root {root}, and the last proven batch ends in {stateRoot}.");
        CheckPendingCommands(progress);

        using var write = database.BeginWrite();
        new TreeRows(_view, genesis.Facts.Shape.TreeDepth).Write(nodes.Entries, write);
        write.Commit();
    }

    private Fr CheckHeaders(ulong appliedBatch)
    {
        var chain = ChainPosition.Genesis(genesis.Facts.Shape);
        var claims = new List<ProofClaim>(ProofsPerBatch);
        for (ulong number = 1; number <= appliedBatch; number++)
        {
            if (BatchRows.Find(_view, number) is not { } row || !BatchHeader.TryDecode(row.Header.Span, out var header, out _))
                throw new SnapshotRefusedException($"Batch {number} is missing or damaged.");
            if (chain.Check(header, genesis.LedgerId) is var fault and not ChainVerdict.Continues)
                throw new SnapshotRefusedException($"Header {number} does not continue the chain: {fault}.");
            if (!Groth16Proof.TryDecode(row.Proof.Span, out var proof, out var rejection))
                throw new SnapshotRefusedException($"Batch {number} has no proof: {rejection}.");
            chain = ChainPosition.After(header);
            claims.Add(new ProofClaim([chain.PreviousHeader], proof));
            if (claims.Count == ProofsPerBatch || number == appliedBatch)
                CheckProofs(claims, number);
        }

        return chain.StateRoot;
    }

    private void CheckProofs(List<ProofClaim> claims, ulong lastBatch)
    {
        var verdict = Groth16Verifier.VerifyBatch(verifyingKey, claims.ToArray());
        if (!verdict.Overall.IsAccepted)
            throw new SnapshotRefusedException($"A proof of batches {lastBatch + 1 - (ulong)claims.Count} to {lastBatch} does not verify.");
        claims.Clear();
    }

    private MemoryStateStore<NodeAddress, Fr> HashRecords()
    {
        var depth = genesis.Facts.Shape.TreeDepth;
        var placement = _view.Get(Family.Meta, RowKey.Placement, PlacementRow.Parser) is { } row
            ? PlacementTable.Restore(row.Epoch, [.. row.ShardOfSlice.Select(shard => (int)shard)], genesis.Facts.ShardCount, 3 * depth)
            : PlacementTable.Initial(genesis.Facts.SliceCount, genesis.Facts.ShardCount, depth);
        var leaves = new List<KeyValuePair<ulong, Fr>>();
        foreach (var rows in _view.From(Family.Index, []).Chunk(RecordsPerGroup))
        {
            ulong[] positions = [.. rows.Select(row => RowKey.ReadNumber(row.Key))];
            var found = Array.ConvertAll(positions, position => IndexRecords.Find(_view, position)!.Value);
            Record[] records = [.. found.Select(entry => entry.Record)];
            var (expected, hashes) = (Circuits.Statements.RecordKey.Positions([.. records.Select(record => record.Key)], depth), Record.Leaves(records));
            for (var i = 0; i < rows.Length; i++)
            {
                if (expected[i] != positions[i])
                    throw new SnapshotRefusedException($"The record at position {positions[i]} belongs elsewhere.");
                if (records[i].IsLive)
                    CheckPayload(records[i], found[i].PayloadVersion, placement.ShardOf(positions[i]));
                leaves.Add(new(positions[i], hashes[i]));
            }
        }

        var nodes = new MemoryStateStore<NodeAddress, Fr>();
        new StateTree(depth, nodes).Update(leaves);
        return nodes;
    }

    private void CheckPayload(Record record, ulong payloadVersion, int shard)
    {
        var payload = _view.GetHistory(shard, RowKey.Version(record.Key.Collection, record.Key.Tag, payloadVersion))?.Payload;
        if (payload is null || PayloadDigest.Of(payload.Span) != record.PayloadDigest)
            throw new SnapshotRefusedException($"The payload of record {record.Key.Tag} is missing or is not the one that the record commits to.");
    }

    private void CheckPendingCommands(ProgressRow progress)
    {
        for (var sequence = progress.AppliedSequence + 1; sequence <= progress.CommittedSequence; sequence++)
        {
            var row = _view.Get(Family.Commands, RowKey.Number(sequence), CommandRow.Parser);
            if (row is null || !SignedCommand.TryDecode(row.SignedCommand.Span, out var signed, out _) || !signed.HasValidSignature(genesis.LedgerId))
                throw new SnapshotRefusedException($"The unproven command {sequence} is missing or not validly signed.");
        }
    }
}
