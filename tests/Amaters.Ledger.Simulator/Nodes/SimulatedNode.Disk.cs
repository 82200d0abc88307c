using Amaters.Ledger.Simulator.Clock;
using Amaters.Ledger.Simulator.Disk;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Nodes;

/// <content>Durable writes, step by step. The process may die after any of the steps.</content>
internal sealed partial class SimulatedNode
{
    /// <summary>Writes without a sync. False if the process died.</summary>
    private bool TryWrite(LogRecord record)
    {
        Store.Write(record);
        return SurvivesStep(StorageStep.Written);
    }

    /// <summary>Syncs all that was written, then goes on with <paramref name="done"/>. A failed sync ends the process: it is never tried again.</summary>
    private void Sync(Action done) => After(DiskLatency(), () =>
    {
        if (Disk.IsFailing)
        {
            _world.Coverage.Count(Fault.FailedSync);
            Crash("stops: its disk failed to sync");
            return;
        }

        Store.SyncLog();
        if (!SurvivesStep(StorageStep.LogSynced))
            return;
        Store.WriteMark();
        if (!SurvivesStep(StorageStep.MarkWritten))
            return;
        After(DiskLatency(), () =>
        {
            var records = Store.SyncMark();
            _world.Judge.Synced(Id, records);
            if (SurvivesStep(StorageStep.MarkSynced))
                done();
        });
    });

    private bool SurvivesStep(StorageStep step)
    {
        if (Disk.Trap != step)
            return true;
        _world.Coverage.Count(step switch
        {
            StorageStep.Written => Fault.CrashAfterWrite,
            StorageStep.LogSynced => Fault.CrashAfterLogSync,
            StorageStep.MarkWritten => Fault.CrashAfterMarkWrite,
            _ => Fault.CrashAfterMarkSync,
        });
        Crash($"dies at storage step {step}");
        return false;
    }

    private long DiskLatency() => Disk.IsSlow
        ? _world.DiskDice.Between(50 * Scheduler.Millisecond, 2 * Scheduler.Second)
        : _world.DiskDice.Between(Scheduler.Millisecond / 10, 2 * Scheduler.Millisecond);
}
