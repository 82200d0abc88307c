using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;
using Amaters.Ledger.Audit;
using Amaters.Ledger.KeyRegistry;
using Amaters.Ledger.Placement;
using Amaters.Ledger.Storage;
using Amaters.Verifier.Groth16;

namespace Amaters.Ledger.StateMachine;

/// <content>Start: what lives in memory is rebuilt from the database.</content>
public sealed partial class LedgerStateMachine
{
    private void Load()
    {
        var view = _database.Newest;
        var facts = _genesis.Facts;
        _row = view.Get(Family.Meta, RowKey.Progress, ProgressRow.Parser) ?? new ProgressRow();
        _treeRows = new TreeRows(view, facts.Shape.TreeDepth);
        _nodeLayers = new LayeredStore<NodeAddress, Fr>(_treeRows);
        _recordLayers = new LayeredStore<ulong, Record>(new IndexRecords(view));
        HeaderLog = new HeaderLog();
        _sealed = new LinkedList<SealedBatch>();
        _pending.Clear();
        KeyRegistry = new KeyRegistryState(_genesis, view);

        _chain = ReplayHeaders(view);
        if (_chain.StateRoot != _treeRows.Root)
            throw new InvalidDataException($"The state database's tree has root {_treeRows.Root}, and its last applied header says {_chain.StateRoot}. Restore this node from a snapshot of another.");

        _published = new Published(default, LoadPlacement(view), CheckpointOf(HeaderLog), [], 0, 0, default);
        ExecuteSealedBatches(view);
        for (var sequence = _row.SealedSequence + 1; sequence <= _row.CommittedSequence; sequence++)
            _pending.Enqueue(PendingCommandOf(sequence));
        Publish();
        _published = _published with { Sealed = [.. _sealed] };
    }

    /// <summary>Walks the applied headers: they must form one chain, and they make up the header log.</summary>
    private ChainPosition ReplayHeaders(LedgerView view)
    {
        var chain = ChainPosition.Genesis(_genesis.Facts.Shape);
        for (ulong number = 1; number <= _row.AppliedBatch; number++)
        {
            var header = BatchRows.HeaderOf(BatchRows.Get(view, number));
            if (chain.Check(header, _genesis.LedgerId) is var fault and not ChainVerdict.Continues)
                throw new InvalidDataException($"The state database's header {number} does not continue the chain: {fault}. Restore this node from a snapshot of another.");
            chain = ChainPosition.After(header);
            HeaderLog.Append(RowKey.Element(chain.PreviousHeader));
        }

        return chain;
    }

    /// <summary>Executes what is sealed and not applied once more; it must give the headers that it gave before.</summary>
    private void ExecuteSealedBatches(LedgerView view)
    {
        for (var number = _row.AppliedBatch + 1; number <= _row.SealedBatch; number++)
        {
            var row = BatchRows.Get(view, number);
            PendingCommand[] commands = [.. Enumerable.Range(0, (int)row.Count).Select(i => PendingCommandOf(row.FirstSequence + (ulong)i))];
            var batch = Execute(commands, row.SealedTimeMs);
            if (!row.Header.Span.SequenceEqual(batch.Header.ToBytes()))
                throw new InvalidDataException($"Executing batch {number} again gave another header than before. Restore this node from a snapshot of another.");
            if (!row.Proof.IsEmpty && Groth16Proof.TryDecode(row.Proof.Span, out var proof, out _))
                batch.Proof = proof;
        }
    }

    private PendingCommand PendingCommandOf(ulong sequence)
    {
        var row = CommandRowOf(sequence);
        return SignedCommand.TryDecode(row.SignedCommand.Span, out var signed, out _, ClientKeys) && VerifiedCommand.TryVerify(signed, _genesis.LedgerId, out var verified)
            ? new PendingCommand(sequence, verified, row.LeaderTimeMs)
            : throw new InvalidDataException($"The state database holds a damaged command {sequence}. Restore this node from a snapshot of another.");
    }

    private PlacementTable LoadPlacement(LedgerView view)
    {
        var facts = _genesis.Facts;
        return view.Get(Family.Meta, RowKey.Placement, PlacementRow.Parser) is { } row
            ? PlacementTable.Restore(row.Epoch, [.. row.ShardOfSlice.Select(shard => (int)shard)], facts.ShardCount, 3 * facts.Shape.TreeDepth)
            : PlacementTable.Initial(facts.SliceCount, facts.ShardCount, facts.Shape.TreeDepth);
    }
}
