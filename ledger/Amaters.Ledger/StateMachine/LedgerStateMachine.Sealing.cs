using System.Globalization;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Storage;
using Google.Protobuf;

namespace Amaters.Ledger.StateMachine;

/// <content>Sealed: the next pending commands become a batch, which every replica executes at once.</content>
public sealed partial class LedgerStateMachine
{
    private SealOutcome ApplySeal(SealEntry entry, LedgerWrite write)
    {
        // Two leaders may each have proposed a seal; the later entry finds the batch gone.
        if (entry.BatchNumber != _row.SealedBatch + 1 || entry.Count == 0 || entry.Count > _pending.Count || entry.Count > _genesis.Facts.Shape.CommandCount)
        {
            RecordEvent(AuditEvent.Types.Kind.SealRefused, ResultCode.Unspecified, $"batch {entry.BatchNumber.ToString(CultureInfo.InvariantCulture)}", "Not the next batch, or not so many commands pending.", write);
            return new SealOutcome(IsSealed: false, entry.BatchNumber);
        }

        if (!AttestsEnough(entry))
        {
            RecordEvent(AuditEvent.Types.Kind.SealRefused, ResultCode.Unspecified, $"batch {entry.BatchNumber.ToString(CultureInfo.InvariantCulture)}", "It attests less of the audit trail than there was when the batch before it was sealed.", write);
            return new SealOutcome(IsSealed: false, entry.BatchNumber);
        }

        RequireOwnTrail(entry);
        var commands = new PendingCommand[entry.Count];
        for (var i = 0; i < commands.Length; i++)
            commands[i] = _pending.Dequeue();
        var batch = Execute(commands, _row.LeaderTimeMs);

        for (var i = 0; i < commands.Length; i++)
        {
            var row = CommandRowOf(commands[i].Sequence);
            row.BatchNumber = batch.Number;
            row.Result = (int)batch.Execution.Results[i].ToResultCode();
            write.Put(Family.Commands, RowKey.Number(commands[i].Sequence), row);
        }

        write.Put(Family.Batches, RowKey.Number(batch.Number), new BatchRow
        {
            Header = ByteString.CopyFrom(batch.Header.ToBytes()),
            FirstSequence = batch.Header.Range.FirstIndex,
            Count = entry.Count,
            SealedTimeMs = batch.SealedTimeMs,
        });
        _row.SealedBatch = batch.Number;
        _row.SealedSequence = batch.LastSequence;
        _row.SealedAuditEventCount = _row.AuditEventCount;
        return new SealOutcome(IsSealed: true, batch.Number);
    }

    /// <summary>Executes a batch on a layer of its own above everything that is sealed.</summary>
    private SealedBatch Execute(IReadOnlyList<PendingCommand> commands, long sealedTimeMs)
    {
        if (!Batch.TryCreateFromVerified(_genesis.Facts.Shape, _genesis.LedgerId, _chain, [.. commands.Select(command => command.Verified)], out var batch, out var fault))
            throw new InvalidOperationException($"A command that passed admission cannot be executed: {fault.Reason} at {fault.CommandIndex}.");
        var execution = BatchExecutor.Execute(batch, new LedgerState(_genesis.Facts.Shape.TreeDepth, _nodeLayers, _recordLayers));

        _nodeLayers.Push();
        _recordLayers.Push();
        execution.After.Commit();
        _chain = ChainPosition.After(execution.Header);
        var sealedBatch = new SealedBatch(execution, sealedTimeMs);
        _sealed.AddLast(sealedBatch);
        return sealedBatch;
    }
}
