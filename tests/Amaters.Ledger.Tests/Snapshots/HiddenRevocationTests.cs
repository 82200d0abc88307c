using Amaters.Ledger.KeyRegistry;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Snapshots;
using Amaters.Ledger.StateMachine;
using Amaters.Ledger.Storage;

namespace Amaters.Ledger.Tests.Snapshots;

/// <summary>
/// The one lie that a snapshot's own bytes cannot show: that the newest key changes never happened. Whoever saw them refuses
/// it; whoever did not finds out at the next seal, before he executes another batch.
/// </summary>
public sealed class HiddenRevocationTests(SmallCircuit circuit) : IClassFixture<SmallCircuit>
{
    private static readonly byte[] Payload = [1];

    [Fact]
    public void A_snapshot_that_hides_a_revocation_is_exposed_at_the_next_seal()
    {
        using var ledger = Begin();
        using var victim = new TestLedger(circuit, ledger.Genesis);
        victim.Restore(WithoutRevocation(ledger), ledger.SnapshotId);
        Assert.Equal(KeyStanding.Active, victim.Machine.KeyRegistry.Find(SnapshotHistory.Bob.PublicKey.ClientId)!.Standing);

        var put = ledger.Put(SnapshotHistory.Alice, 9, 0, Payload);
        ledger.Submit(put, Payload);
        victim.Submit(put, Payload);
        var seal = ledger.SealOf(2, 1);
        Assert.True(((SealOutcome)ledger.Apply(seal.Clone())!).IsSealed);
        Assert.Throws<ReplicaDivergedException>(() => victim.Apply(seal.Clone()));
        Assert.Equal(1ul, victim.Machine.Progress.SealedBatch);
    }

    [Fact]
    public void A_replica_that_saw_the_revocation_refuses_a_snapshot_that_hides_it()
    {
        using var ledger = Begin();
        using var witness = new TestLedger(circuit, ledger.Genesis);
        witness.Restore(ledger.Snapshot(), ledger.SnapshotId);
        var refusal = Assert.Throws<SnapshotRefusedException>(() => witness.Restore(WithoutRevocation(ledger), ledger.SnapshotId));
        Assert.Contains("rollback or a fork", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(KeyStanding.Revoked, witness.Machine.KeyRegistry.Find(SnapshotHistory.Bob.PublicKey.ClientId)!.Standing);
    }

    [Fact]
    public void A_leader_who_seals_on_a_trail_without_the_revocation_is_refused_from_his_second_seal_on()
    {
        using var ledger = Begin();
        using var liar = new TestLedger(circuit, ledger.Genesis);
        liar.Restore(WithoutRevocation(ledger), ledger.SnapshotId);
        // His first seal may be one that was proposed before the revocation: nothing tells it from a lie.
        foreach (var (batch, isSealed) in new[] { (2ul, true), (3ul, false) })
        {
            var put = ledger.Put(SnapshotHistory.Alice, 10 + batch, 0, Payload);
            ledger.Submit(put, Payload);
            liar.Submit(put, Payload);
            var seal = liar.SealOf(batch, 1);
            Assert.True(((SealOutcome)liar.Apply(seal.Clone())!).IsSealed);
            Assert.Equal(isSealed, ((SealOutcome)ledger.Apply(seal.Clone())!).IsSealed);
        }

        Assert.Contains("attests less", ledger.AuditEvents()[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leader_who_seals_on_another_trail_stops_the_replicas()
    {
        using var ledger = Begin();
        using var liar = new TestLedger(circuit, ledger.Genesis);
        liar.Restore(WithoutRevocation(ledger), ledger.SnapshotId);
        Assert.Equal(ResultCode.Ok, liar.ChangeKey(liar.Expiry(SnapshotHistory.Bob, 1000)));
        Assert.Equal(ledger.Machine.AuditTrail.EventCount, liar.Machine.AuditTrail.EventCount);
        ledger.Submit(ledger.Put(SnapshotHistory.Alice, 9, 0, Payload), Payload);
        Assert.Throws<ReplicaDivergedException>(() => ledger.Apply(liar.SealOf(2, 1)));
        Assert.True(ledger.Seal(1).IsSealed);
    }

    [Fact]
    public void A_leader_cannot_seal_on_a_part_of_the_trail_that_was_complete_before()
    {
        using var ledger = Begin();
        var old = ledger.SealOf(2, 1);
        ledger.Submit(ledger.Put(SnapshotHistory.Alice, 9, 0, Payload), Payload);
        Assert.Equal(ResultCode.Ok, ledger.ChangeKey(ledger.Expiry(SnapshotHistory.Alice, 100)));
        Assert.True(ledger.Seal(1).IsSealed);
        ledger.Submit(ledger.Put(SnapshotHistory.Alice, 10, 0, Payload), Payload);
        old.Seal.BatchNumber = 3;
        Assert.False(((SealOutcome)ledger.Apply(old)!).IsSealed);
        Assert.Contains("attests less", ledger.AuditEvents()[^1].Detail, StringComparison.Ordinal);
        Assert.True(ledger.Seal(1).IsSealed);
    }

    [Fact]
    public void A_snapshot_older_than_the_replica_is_refused_as_a_rollback()
    {
        using var ledger = Begin();
        var (old, id) = (ledger.Snapshot(), ledger.SnapshotId);
        ledger.Submit(ledger.Put(SnapshotHistory.Alice, 9, 0, Payload), Payload);
        ledger.ProveAll();
        Assert.Contains("batch 2 is missing", Assert.Throws<SnapshotRefusedException>(() => ledger.Restore(old, id)).Message, StringComparison.Ordinal);
        Assert.Equal(2ul, ledger.Machine.Progress.AppliedBatch);
    }

    private TestLedger Begin()
    {
        var ledger = new TestLedger(circuit);
        ledger.Register(SnapshotHistory.Alice);
        ledger.Register(SnapshotHistory.Bob);
        ledger.Submit(ledger.Put(SnapshotHistory.Alice, 1, 0, Payload), Payload);
        ledger.ProveAll();
        Assert.Equal(ResultCode.Ok, ledger.ChangeKey(ledger.Revocation(SnapshotHistory.Bob)));
        return ledger;
    }

    /// <summary>The ledger's snapshot with Bob's revocation left out everywhere, consistently.</summary>
    private static byte[] WithoutRevocation(TestLedger ledger)
    {
        var rows = SnapshotRowList.Read(ledger.Snapshot());
        rows.ReplaceTrail(rows.Trail().Where(recorded => recorded.KeyChange?.Revoke is null));
        rows.Change(rows.Of(Family.Keys).Single(row => row.Key.AsSpan().SequenceEqual(SnapshotHistory.Bob.PublicKey.ClientId.ToBytes())), KeyRow.Parser, row => row.State = (int)KeyStanding.Active);
        return rows.Write();
    }
}
