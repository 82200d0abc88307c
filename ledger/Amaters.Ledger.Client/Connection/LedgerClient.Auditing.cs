using Amaters.Circuits.Statements;
using Amaters.Ledger.Protocol;
using Amaters.Verifier.Receipts;
using Grpc.Core;
using Grpc.Net.Client;

namespace Amaters.Ledger.Client.Connection;

/// <content>What outlives the connection: receipts and bundles.</content>
public sealed partial class LedgerClient
{
    /// <summary>Fetches the receipt of an applied command and checks it.</summary>
    /// <returns>The receipt's bytes, to be kept.</returns>
    /// <exception cref="LedgerDeceitException">The receipt does not hold, or is another command's.</exception>
    public async Task<byte[]> GetReceiptAsync(ulong sequence, CancellationToken cancellation)
    {
        var answer = await _channels.CallAsync(async (node, call) => await node.GetReceiptAsync(new GetReceiptRequest { Sequence = sequence }, call), cancellation).ConfigureAwait(false);
        var report = Receipt.Check(answer.Receipt.Memory, _ledger.LedgerId);
        if (!report.IsAccepted)
            throw new LedgerDeceitException($"The receipt is refused: {report.Detail}");
        return report.Evidence!.Sequence == sequence ? answer.Receipt.ToByteArray() : throw new LedgerDeceitException($"The receipt is of command {report.Evidence.Sequence}, not of {sequence}.");
    }

    /// <summary>Writes a bundle to a stream. Its audit is <c>amaters-verify bundle</c>'s, not this call's.</summary>
    /// <remarks>When a node fails on the way, another goes on where it stopped: each batch is written once, the checkpoint at the end is the last node's.</remarks>
    /// <param name="fromBatch">First batch; 1 for the whole history.</param>
    /// <param name="toBatch">Last batch; 0 for the newest.</param>
    /// <param name="destination">Receives the file.</param>
    /// <param name="progress">Told the number of bytes written.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task ExportBundleAsync(ulong fromBatch, ulong toBatch, Stream destination, IProgress<long>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var applied = (await GetWatermarksAsync(cancellation).ConfigureAwait(false)).AppliedBatch;
        var (first, last) = (Math.Max(1, fromBatch), toBatch == 0 ? Math.Max(1, applied) : toBatch);
        using var bundle = new BundleSplice(first, last);
        long byteCount = 0;
        // A node that says so may be behind the one that named the newest batch.
        var isThere = first <= last && last <= applied;
        var chunks = _channels.StreamAsync(Open, problem => isThere && problem.Trailers.GetValue(RefusalTrailers.Field) == "to_batch", cancellation);
        await foreach (var chunk in chunks.ConfigureAwait(false))
        {
            bundle.Add(chunk.Data.Span);
            var written = bundle.TakeWritten();
            await destination.WriteAsync(written, cancellation).ConfigureAwait(false);
            if (written.Length > 0)
                progress?.Report(byteCount += written.Length);
            if (bundle.IsComplete)
                return;
        }

        throw new LedgerDeceitException("The node ended the bundle before it was whole.");

        AsyncServerStreamingCall<BundleChunk> Open(GrpcChannel node, CallOptions call)
        {
            bundle.Begin();
            return new AuditService.AuditServiceClient(node).ExportBundle(new ExportBundleRequest { FromBatch = bundle.ContinueAt, ToBatch = last }, call);
        }
    }

    /// <summary>Applied batches as a node tells them, from one on and then live; when it fails, another goes on with the next.</summary>
    /// <param name="fromBatch">First batch; 0 for the next one.</param>
    /// <param name="cancellation">Ends watching.</param>
    public async IAsyncEnumerable<AppliedBatch> WatchAsync(ulong fromBatch, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        // The next one is settled before anything can fail: whoever goes on later must begin there too.
        var next = fromBatch == 0 ? (await GetWatermarksAsync(cancellation).ConfigureAwait(false)).AppliedBatch + 1 : fromBatch;
        var batches = _channels.StreamAsync((node, call) => new LedgerService.LedgerServiceClient(node).Watch(new WatchRequest { FromBatch = next }, call), mayHelpToRepeat: null, cancellation);
        await foreach (var batch in batches.ConfigureAwait(false))
        {
            if (!BatchHeader.TryDecode(batch.Header.Span, out var header, out _) || header.Range.BatchNumber != next)
                throw new LedgerDeceitException($"The node told something else where batch {next} was due.");
            next++;
            yield return batch;
        }
    }

    /// <summary>A page of the audit trail: refused proofs and commands, changes of keys and placement. A node's word, and equal on all of them.</summary>
    /// <param name="fromEvent">Number of the first event, from 1.</param>
    /// <param name="cancellation">Gives up.</param>
    public async IAsyncEnumerable<AuditEvent> ReadAuditEventsAsync(ulong fromEvent, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ReadAuditEventsRequest { FromEvent = fromEvent };
        ReadAuditEventsResponse page;
        do
        {
            page = await _channels.Audit().ReadAuditEventsAsync(request, cancellationToken: cancellation).ConfigureAwait(false);
            foreach (var item in page.Events)
                yield return item;
            request.FromEvent = page.Events.Count > 0 ? page.Events[^1].Number + 1 : 0;
        }
        while (page.More);
    }
}
