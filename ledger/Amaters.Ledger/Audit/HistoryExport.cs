using Amaters.Circuits.Statements;
using Amaters.Ledger.Storage;
using Amaters.Verifier.Bundles;
using Amaters.Verifier.Checkpoints;
using Amaters.Verifier.Genesis;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Receipts;

namespace Amaters.Ledger.Audit;

/// <summary>Makes the files that auditors and clients check without us: bundles and receipts.</summary>
/// <param name="genesis">The ledger.</param>
/// <param name="verifyingKey">Its verifying key.</param>
/// <param name="signer">Signs this node's checkpoints.</param>
/// <param name="database">The node's state.</param>
/// <param name="headers">The log of the applied headers; another one after a snapshot was restored.</param>
internal sealed class HistoryExport(GenesisDocument genesis, VerifyingKey verifyingKey, NoteSigner signer, LedgerDatabase database, Func<HeaderLog> headers)
{
    /// <summary>Writes the batches first … last as a bundle, with this node's checkpoints at its start and its end.</summary>
    public void WriteBundle(ulong firstBatch, ulong lastBatch, Stream destination, CancellationToken cancellation)
    {
        using var view = database.OpenView();
        var (start, log) = StartOf(view, firstBatch);
        using var bundle = new BundleWriter(destination, genesis, verifyingKey, start);
        if (start.Previous is not null)
            bundle.Write(SignedCheckpoint(log));
        for (var number = firstBatch; number <= lastBatch; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = ReadBatch(view, number);
            bundle.Write(batch);
            log.Append(batch.Header.Digest().ToBytes());
        }

        bundle.Write(SignedCheckpoint(log));
        bundle.Complete();
    }

    /// <summary>The receipt of an applied command.</summary>
    /// <param name="sequence">Its sequence number.</param>
    /// <param name="appliedBatch">Newest applied batch: the receipt's checkpoint covers everything up to it.</param>
    public byte[] MakeReceipt(ulong sequence, ulong appliedBatch)
    {
        using var view = database.OpenView();
        var command = view.Get(Family.Commands, RowKey.Number(sequence), CommandRow.Parser)
            ?? throw new LedgerRefusedException(Refusal.NotFound, "sequence", $"there is no command {sequence}.");
        if (command.BatchNumber == 0 || command.BatchNumber > appliedBatch)
            throw new LedgerRefusedException(Refusal.FailedPrecondition, "sequence", $"command {sequence} is not proven yet; ask again when the applied watermark has passed it.");

        var batch = ReadBatch(view, command.BatchNumber);
        var index = (int)(sequence - batch.Header.Range.FirstIndex);
        var (log, size) = (headers(), checked((int)appliedBatch));
        var path = batch.BuildCommandsTree(genesis.Facts.Shape).Path(index);
        var evidence = new ReceiptEvidence(batch.Header, batch.Proof, batch.Commands[index], path, log.InclusionProof((int)command.BatchNumber - 1, size));
        return Receipt.Encode(genesis, verifyingKey, evidence, [SignedCheckpoint(log.Head(size))]);
    }

    private (BundleStart Start, TransparencyTreeHead Log) StartOf(LedgerView view, ulong firstBatch)
    {
        if (firstBatch == 1)
            return (BundleStart.Genesis, new TransparencyTreeHead());
        var start = BundleStart.After(BatchRows.HeaderOf(BatchRows.Get(view, firstBatch - 1)), headers().Head(checked((int)firstBatch - 2)));
        return (start, start.HeaderLog());
    }

    private SignedNote SignedCheckpoint(TransparencyTreeHead log) =>
        new Checkpoint(genesis.LedgerId, log.Size, [.. log.Root]).Sign(signer);

    private static BundleBatch ReadBatch(LedgerView view, ulong number)
    {
        var row = BatchRows.Get(view, number);
        if (!Groth16Proof.TryDecode(row.Proof.Span, out var proof, out var rejection))
            throw new InvalidDataException($"The state database holds a damaged proof of batch {number} ({rejection}). Restore this node from a snapshot of another.");
        var commands = new SignedCommand[row.Count];
        for (var i = 0; i < commands.Length; i++)
        {
            var command = view.Get(Family.Commands, RowKey.Number(row.FirstSequence + (ulong)i), CommandRow.Parser);
            if (command is null || !SignedCommand.TryDecode(command.SignedCommand.Span, out commands[i]!, out _))
                throw new InvalidDataException($"The state database lacks or has damaged command {row.FirstSequence + (ulong)i}. Restore this node from a snapshot of another.");
        }

        return new BundleBatch(BatchRows.HeaderOf(row), proof, commands);
    }
}
