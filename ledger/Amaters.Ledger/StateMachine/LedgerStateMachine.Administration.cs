using System.Globalization;
using Amaters.Ledger.KeyRegistry;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Storage;

namespace Amaters.Ledger.StateMachine;

/// <content>Entries beside commands and batches: keys, placement, refusals.</content>
public sealed partial class LedgerStateMachine
{
    private KeyChangeOutcome ApplyKeyChange(KeyRegistryEntry entry, LedgerWrite write)
    {
        var outcome = KeyRegistry.Apply(entry, _row.CommittedSequence, write);
        var kind = outcome.Code == ResultCode.Ok ? AuditEvent.Types.Kind.KeyChanged : AuditEvent.Types.Kind.KeyChangeRefused;
        RecordEvent(kind, outcome.Code, entry.ChangeCase.ToString(), outcome.Detail, write, keyChange: outcome.Code == ResultCode.Ok ? entry : null);
        return outcome;
    }

    /// <returns>The epoch now in force.</returns>
    private ulong ApplyPlacement(PlacementEntry entry, LedgerWrite write)
    {
        var current = Placement;
        if (current.TryChange(entry.Epoch, entry.ShardOfSlice) is not { } changed)
            return current.Epoch;

        var records = new RecordRows(_database, current, write);
        for (var slice = 0; slice < current.ShardOfSlice.Length; slice++)
        {
            if (current.ShardOfSlice[slice] != changed.ShardOfSlice[slice])
                records.Move(slice, changed);
        }

        records.WriteCounters(_row.AppliedBatch);
        write.Put(Family.Meta, RowKey.Placement, new PlacementRow { Epoch = changed.Epoch, ShardOfSlice = { entry.ShardOfSlice } });
        RecordEvent(AuditEvent.Types.Kind.PlacementChanged, ResultCode.Ok, string.Create(CultureInfo.InvariantCulture, $"epoch {changed.Epoch}"), "", write, placement: entry);
        _published = _published with { Placement = changed };
        return changed.Epoch;
    }

    private object? ApplyRefusal(RefusalEntry entry, LedgerWrite write)
    {
        RecordEvent(AuditEvent.Types.Kind.ProofRefused, ResultCode.Unspecified, string.Create(CultureInfo.InvariantCulture, $"batch {entry.BatchNumber}, worker {entry.Worker}"), entry.Reason, write);
        return null;
    }
}
