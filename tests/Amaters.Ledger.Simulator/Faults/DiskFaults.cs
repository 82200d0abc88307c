using Amaters.Ledger.Simulator.Clock;
using Amaters.Ledger.Simulator.Disk;
using Amaters.Ledger.Simulator.Randomness;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Faults;

/// <summary>Slow disks, failing disks, decaying disks, and deaths between any two steps of a durable write.</summary>
internal sealed class DiskFaults(World world, Dice dice)
{
    /// <summary>A node dies as soon as it has completed a given step of storing something.</summary>
    public void TrapStorageStep()
    {
        var node = dice.Pick([.. world.Cluster.Nodes]);
        if (!node.IsUp)
            return;
        node.Disk.Trap = dice.Pick(Enum.GetValues<StorageStep>());
        world.Trace.Note(node.Id, $"will die at storage step {node.Disk.Trap}");
        ProcessFaults.RestartLater(world, dice, node);
    }

    /// <summary>A disk becomes slow, for a while.</summary>
    public void SlowDown()
    {
        var node = dice.Pick([.. world.Cluster.Nodes]);
        world.Coverage.Count(Fault.SlowDisk);
        node.Disk.IsSlow = true;
        world.Trace.Note(node.Id, "has a slow disk");
        world.Scheduler.After(dice.Between(Scheduler.Second, 5 * Scheduler.Second), () => node.Disk.IsSlow = false);
    }

    /// <summary>The next sync of a disk fails. The machine is repaired and comes back.</summary>
    public void FailSync()
    {
        var node = dice.Pick([.. world.Cluster.Nodes]);
        node.Disk.IsFailing = true;
        world.Trace.Note(node.Id, "has a failing disk");
        world.Scheduler.After(dice.Between(Scheduler.Second, 5 * Scheduler.Second), () =>
        {
            node.Disk.IsFailing = false;
            if (!node.IsDamaged)
                world.Cluster.Restart(node);
        });
    }

    /// <summary>
    /// A bit of what a machine has synced turns over while it is down. It must notice when it starts, and not start. Its operator then brings
    /// the bit back, from a mirror say.
    /// </summary>
    public void FlipBit()
    {
        var node = dice.Pick([.. world.Cluster.Nodes]);
        if (node.IsDamaged || node.Store.SyncedBitCount == 0)
            return;
        node.Crash("crashes, and its disk decays");
        var bit = dice.Between(0, node.Store.SyncedBitCount - 1);
        world.Coverage.Count(Fault.BitFlip);
        node.IsDamaged = true;
        node.Store.FlipBit(bit);
        try
        {
            world.Cluster.Restart(node);
        }
        catch (CorruptLogException damage)
        {
            world.Coverage.Count(Mark.RefusedToStart);
            world.Trace.Note(node.Id, $"refuses to start: {damage.Message}");
            world.Scheduler.After(dice.Between(Scheduler.Millisecond, 5 * Scheduler.Second), () =>
            {
                node.Store.FlipBit(bit);
                node.IsDamaged = false;
                world.Cluster.Restart(node);
            });
            return;
        }

        throw new SafetyViolationException(nameof(DiskFaults), $"{node.Id} starts although bit {bit} of its log turned over");
    }
}
