using System.Globalization;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Storage;
using Amaters.Verifier.Groth16;
using Google.Protobuf;

namespace Amaters.Ledger.StateMachine;

/// <content>Proven and applied: a valid proof releases its batch into the shards.</content>
public sealed partial class LedgerStateMachine
{
    /// <summary>Verifies a proof of a sealed batch against this replica's own header. Any thread.</summary>
    public ProofVerdict Verify(SealedBatch batch, ReadOnlySpan<byte> proofBytes, out Groth16Proof? proof)
    {
        ArgumentNullException.ThrowIfNull(batch);
        return Groth16Proof.TryDecode(proofBytes, out proof, out var rejection)
            ? Groth16Verifier.Verify(_verifyingKey, [batch.HeaderDigest], proof)
            : ProofVerdict.Rejected(rejection);
    }

    private ProofOutcome ApplyProof(ProofEntry entry, LedgerWrite write)
    {
        if (entry.BatchNumber != 0 && entry.BatchNumber <= _row.AppliedBatch)
            return ProofOutcome.AlreadyProven;
        if (_sealed.FirstOrDefault(candidate => candidate.Number == entry.BatchNumber) is not { } batch)
            return RefuseProof(ProofOutcome.UnknownBatch, entry, "There is no such sealed batch.", write);
        if (batch.Proof is not null)
            return ProofOutcome.AlreadyProven;
        var verdict = Verify(batch, entry.Proof.Span, out var proof);
        if (!verdict.IsAccepted)
            return RefuseProof(ProofOutcome.Refused, entry, verdict.ToString(), write);

        batch.Proof = proof;
        var row = BatchRows.Get(_database.Newest, batch.Number);
        row.Proof = ByteString.CopyFrom(proof!.Encode());
        row.Worker = entry.Worker;
        row.ProvenTimeMs = _row.LeaderTimeMs;
        write.Put(Family.Batches, RowKey.Number(batch.Number), row);
        ApplyProvenBatches(write);
        return ProofOutcome.Accepted;
    }

    /// <summary>Moves the proven batches at the front from their layers into the database. The only way state changes.</summary>
    /// <remarks>One proof can release several batches: those that were proven out of turn and waited for it.</remarks>
    private void ApplyProvenBatches(LedgerWrite write)
    {
        var records = new RecordRows(_database, Placement, write);
        var nodes = new Dictionary<NodeAddress, Fr>();
        while (_sealed.First is { Value: { Proof: not null } batch })
        {
            WriteOutcomes(batch, records, write);
            foreach (var (address, hash) in _nodeLayers.Oldest)
                nodes[address] = hash;
            _nodeLayers.PopOldest();
            _recordLayers.PopOldest();
            _sealed.RemoveFirst();
            _row.AppliedBatch = batch.Number;
            _row.AppliedSequence = batch.LastSequence;
            HeaderLog.Append(RowKey.Element(batch.HeaderDigest));
        }

        _treeRows.Write(nodes, write);
        records.WriteCounters(_row.AppliedBatch);
    }

    private void WriteOutcomes(SealedBatch batch, RecordRows records, LedgerWrite write)
    {
        for (var i = 0; i < batch.Execution.Results.Count; i++)
        {
            var sequence = batch.Header.Range.FirstIndex + (ulong)i;
            var step = batch.Execution.Trace.Commands[i];
            var row = CommandRowOf(sequence);
            if (step.Result == CommandResult.Applied)
                records.Write(step, sequence, row.Payload);
            row.Payload = ByteString.Empty;
            write.Put(Family.Commands, RowKey.Number(sequence), row);
        }
    }

    private ProofOutcome RefuseProof(ProofOutcome outcome, ProofEntry entry, string detail, LedgerWrite write)
    {
        RecordEvent(AuditEvent.Types.Kind.ProofRefused, ResultCode.Unspecified, string.Create(CultureInfo.InvariantCulture, $"batch {entry.BatchNumber}, worker {entry.Worker}"), detail, write);
        return outcome;
    }
}
