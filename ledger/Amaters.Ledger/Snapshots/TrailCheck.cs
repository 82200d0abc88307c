using System.Security.Cryptography;
using Amaters.Ledger.KeyRegistry;
using Amaters.Ledger.Placement;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Storage;
using Amaters.Verifier.Genesis;
using Google.Protobuf;

namespace Amaters.Ledger.Snapshots;

/// <summary>
/// Walks a snapshot's audit trail and makes every change of keys and placement again, from the genesis document on. So no
/// key and no standing is taken from the sender's word: each stands on the signatures of its change.
/// </summary>
internal sealed class TrailCheck
{
    private readonly SnapshotRows _rows;
    private readonly LedgerDatabase _database;
    private readonly Queue<AuditEvent> _keyChanges = new();

    /// <summary>Checks the chain and the placement table.</summary>
    /// <exception cref="SnapshotRefusedException">Something does not hold.</exception>
    public TrailCheck(GenesisDocument genesis, LedgerDatabase database, SnapshotRows rows, ProgressRow progress)
    {
        (_database, _rows) = (database, rows);
        Registry = new KeyRegistryState(genesis);
        Placement = PlacementTable.Initial(genesis.Facts.SliceCount, genesis.Facts.ShardCount, genesis.Facts.Shape.TreeDepth);
        WalkChain(progress);
        CheckPlacement();
    }

    /// <summary>The registry as of the place that <see cref="AdvanceTo"/> came to.</summary>
    public KeyRegistryState Registry { get; }

    /// <summary>The table that the trail's changes lead to.</summary>
    public PlacementTable Placement { get; private set; }

    /// <summary>Makes the key changes before a place in the log.</summary>
    /// <param name="logIndex">Changes of this entry and later ones are not made.</param>
    /// <param name="committedSequence">Number of commands before that place.</param>
    public void AdvanceTo(ulong logIndex, ulong committedSequence)
    {
        while (_keyChanges.TryPeek(out var change) && change.LogIndex < logIndex)
        {
            _keyChanges.Dequeue();
            // The staged row is dropped: only whether the registry takes the change counts.
            using var write = _database.BeginWrite();
            var outcome = Registry.Apply(change.KeyChange, change.CommittedSequence, write);
            if (outcome.Code != ResultCode.Ok || change.CommittedSequence != committedSequence)
                throw new SnapshotRefusedException($"The key change of audit event {change.Number} cannot have been made: {outcome.Code} {outcome.Detail}");
        }
    }

    /// <summary>Compares the snapshot's registry rows with what the changes led to; all of them must have been made.</summary>
    public void CheckKeys()
    {
        foreach (var (rowKey, value) in _rows.View.From(Family.Keys, []))
        {
            if (!Circuits.Fields.Fr.TryDecode(rowKey, out var clientId) || Registry.Find(clientId) is not { } key || !KeyRegistryState.ToRow(key).ToByteArray().AsSpan().SequenceEqual(value))
                throw new SnapshotRefusedException($"The key of client {Convert.ToHexStringLower(rowKey)} is not what the signed key changes of the audit trail lead to.");
        }

        _rows.RequireCount(Family.Keys, (ulong)Registry.Count, "registered keys");
    }

    private void WalkChain(ProgressRow progress)
    {
        var previous = new AuditEvent();
        var digest = ByteString.Empty;
        for (ulong number = 1; number <= progress.AuditEventCount; number++)
        {
            var recorded = _rows.Require(Family.Audit, RowKey.Number(number), AuditEvent.Parser, $"audit event {number}");
            if (recorded.Number != number || recorded.PreviousDigest != digest)
                throw new SnapshotRefusedException($"Audit event {number} does not continue the trail.");
            if (recorded.LogIndex <= previous.LogIndex || recorded.LogIndex > progress.AppliedLogIndex
                || recorded.LeaderTimeMs < previous.LeaderTimeMs || recorded.LeaderTimeMs > progress.LeaderTimeMs)
            {
                throw new SnapshotRefusedException($"Audit event {number} stands in the wrong place of the log.");
            }

            Take(recorded);
            previous = recorded;
            digest = ByteString.CopyFrom(SHA256.HashData(recorded.ToByteArray()));
        }

        if (progress.AuditDigest != digest || progress.SealedAuditEventCount > progress.AuditEventCount)
            throw new SnapshotRefusedException("Its progress row tells of another audit trail.");
        _rows.RequireCount(Family.Audit, progress.AuditEventCount, "audit events");
    }

    private void Take(AuditEvent recorded)
    {
        var expected = recorded.Kind switch
        {
            AuditEvent.Types.Kind.KeyChanged => AuditEvent.ChangeOneofCase.KeyChange,
            AuditEvent.Types.Kind.PlacementChanged => AuditEvent.ChangeOneofCase.Placement,
            _ => AuditEvent.ChangeOneofCase.None,
        };
        if (recorded.ChangeCase != expected)
            throw new SnapshotRefusedException($"Audit event {recorded.Number} of kind {recorded.Kind} carries the change {recorded.ChangeCase}.");
        if (expected == AuditEvent.ChangeOneofCase.KeyChange)
            _keyChanges.Enqueue(recorded);
        else if (expected == AuditEvent.ChangeOneofCase.Placement)
            Placement = Placement.TryChange(recorded.Placement.Epoch, recorded.Placement.ShardOfSlice) ?? throw new SnapshotRefusedException($"The placement of audit event {recorded.Number} does not follow the one before, or does not tile the position space.");
    }

    private void CheckPlacement()
    {
        var stored = _rows.View.Get(Family.Meta, RowKey.Placement);
        var expected = Placement.Epoch == 1 ? null : new PlacementRow { Epoch = Placement.Epoch, ShardOfSlice = { Placement.ShardOfSlice.Select(shard => (uint)shard) } }.ToByteArray();
        if (expected is null ? stored is not null : stored is null || !stored.AsSpan().SequenceEqual(expected))
            throw new SnapshotRefusedException("Its placement table is not the one that the audit trail leads to.");
        _rows.RequireCount(Family.Meta, expected is null ? 1ul : 2ul, "single rows");
    }
}
