using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Disk;
using Amaters.Ledger.Simulator.Randomness;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Tests.Disk;

/// <summary>The simulated disk keeps what a real one must keep, and loses what a real one may lose; otherwise the simulator would show nothing.</summary>
public sealed class LogStoreTests
{
    [Fact]
    public void Whatever_a_crash_does_to_unsynced_writes_what_was_synced_is_found_again() => Gen.ULong.Sample(
        seed =>
        {
            var dice = new Dice(seed);
            var store = new LogStore(new Coverage(), null);
            ulong written = 0, synced = 0;
            for (var round = 0; round < 30; round++)
            {
                store.Write(new() { HardState = new HardState(new(1), default, new(synced)), Entries = [Entry(++written)] });
                var step = dice.Below(6);
                if (step >= 1)
                    store.SyncLog();
                if (step >= 2)
                    store.WriteMark();
                if (step >= 3)
                    store.SyncMark();
                if (step >= 3)
                    synced = written;
                if (step < 5)
                    continue;
                store.Crash(dice);
                store.Recover();
                Assert.InRange(store.Storage.LastIndex.Value, synced, written);
                Assert.Equal(store.Storage.LastIndex, store.Durable.Log.Last);
                written = synced = store.Storage.LastIndex.Value;
            }
        },
        iter: 300);

    [Fact]
    public void Unsynced_writes_are_sometimes_lost_sometimes_torn_and_sometimes_kept()
    {
        var coverage = new Coverage();
        for (ulong seed = 0; seed < 30; seed++)
        {
            var store = new LogStore(coverage, null);
            store.Write(new() { Entries = [Entry(1)] });
            store.Crash(new Dice(seed));
            store.Recover();
        }

        Assert.True(coverage[Fault.UnsyncedWriteLost] > 0 && coverage[Fault.UnsyncedWriteTorn] > 0 && coverage[Fault.UnsyncedWriteKept] > 0);
        Assert.True(coverage[Mark.TornTailCut] > 0 && coverage[Mark.RecoveredUnsynced] > 0);
    }

    [Fact]
    public void Every_single_flipped_bit_of_synced_records_keeps_the_node_from_starting()
    {
        var store = new LogStore(new Coverage(), null);
        store.Write(new() { HardState = new HardState(new(2), new(1), default), Entries = [Entry(1), Entry(2)] });
        store.SyncLog();
        store.WriteMark();
        store.SyncMark();
        Assert.True(store.SyncedBitCount > 500);
        for (var bit = 0L; bit < store.SyncedBitCount; bit++)
        {
            store.FlipBit(bit);
            Assert.Throws<CorruptLogException>(store.Recover);
            store.FlipBit(bit);
        }

        store.Recover();
        Assert.Equal(new LogIndex(2), store.Storage.LastIndex);
    }

    [Fact]
    public void A_rewritten_file_holds_the_same_log()
    {
        var coverage = new Coverage();
        var store = new LogStore(coverage, null);
        for (ulong index = 1; index <= 2000; index++)
        {
            store.Write(new() { HardState = new HardState(new(1), default, new(index)), Entries = [Entry(index)] });
            if (index % 100 != 0)
                continue;
            var confState = new ConfState { Voters = [new(1), new(2)], Learners = [new(3)], VotersOutgoing = [new(4)], LearnersNext = [new(4)], AutoLeave = true };
            store.Write(new() { Own = new(new byte[] { 1, 2 }, new(confState, new(index), new(1))), CompactTo = new(index - 10) });
            store.SyncLog();
            store.WriteMark();
            store.SyncMark();
        }

        Assert.True(coverage[Mark.LogFileRewritten] > 0);
        store.Crash(new Dice(1));
        store.Recover();
        store.Storage.Snapshot(out var snapshot);
        Assert.Equal((1991UL, 2000UL, 2000UL), (store.Storage.FirstIndex.Value, store.Storage.LastIndex.Value, snapshot.Metadata.Index.Value));
        Assert.Equal([new NodeId(4)], snapshot.Metadata.ConfState.LearnersNext);
        Assert.Equal(new LogIndex(2000), store.Storage.InitialState().HardState.Commit);
    }

    private static Entry Entry(ulong index) => new(new(1), new(index), EntryType.Normal, BitConverter.GetBytes(index));
}
