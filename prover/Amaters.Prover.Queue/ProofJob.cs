using System.Diagnostics;

namespace Amaters.Prover.Queue;

/// <summary>Works one job off: fetch, prove under a renewed lease, hand in.</summary>
public sealed class ProofJob(IBatchSource source, IBatchProver prover) : IProofJob
{
    /// <inheritdoc />
    public async Task ProveAsync(ulong batchNumber, CancellationToken cancellation)
    {
        if (await source.FetchAsync(batchNumber, cancellation).ConfigureAwait(false) is not { } batch)
            return;
        if (!batch.VerifyingKeyDigest.Span.SequenceEqual(prover.VerifyingKeyDigest.Span))
            throw new InvalidDataException($"Batch {batchNumber} needs a proof for verifying key {Hex(batch.VerifyingKeyDigest)}; this worker's proving key belongs to {Hex(prover.VerifyingKeyDigest)}. Give the worker the ledger's proving key.");

        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var renewal = RenewUntilCancelledAsync(batch, held);
        try
        {
            var clock = Stopwatch.StartNew();
            var proof = await Task.Run(() => prover.Prove(batch.Trace, held.Token), held.Token).ConfigureAwait(false);
            var reception = await source.SubmitAsync(batch, proof, clock.Elapsed, cancellation).ConfigureAwait(false);
            if (reception == ProofReception.Refused)
                throw new InvalidDataException($"The node refused the proof of batch {batchNumber}, which passed this worker's own check. The node and the worker disagree on circuit or key.");
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            // The lease went to another worker, or the batch is proven: nothing is left to do.
        }
        finally
        {
            await held.CancelAsync().ConfigureAwait(false);
            await renewal.ConfigureAwait(false);
        }
    }

    private async Task RenewUntilCancelledAsync(LeasedBatch batch, CancellationTokenSource held)
    {
        try
        {
            using var timer = new PeriodicTimer(batch.LeaseTime / 3);
            while (await timer.WaitForNextTickAsync(held.Token).ConfigureAwait(false))
            {
                if (!await source.RenewAsync(batch, held.Token).ConfigureAwait(false))
                    await held.CancelAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The proof is handed in, or the worker stops.
        }
        catch (IOException)
        {
            // The node cannot be reached. The proof may still finish and be handed in; the lease only saves double work.
        }
    }

    private static string Hex(ReadOnlyMemory<byte> digest) => Convert.ToHexStringLower(digest.Span);
}
