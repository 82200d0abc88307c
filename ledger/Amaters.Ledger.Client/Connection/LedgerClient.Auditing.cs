using Amaters.Ledger.Protocol;
using Amaters.Verifier.Receipts;
using Grpc.Core;

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
    /// <param name="fromBatch">First batch; 1 for the whole history.</param>
    /// <param name="toBatch">Last batch; 0 for the newest.</param>
    /// <param name="destination">Receives the file.</param>
    /// <param name="progress">Told the number of bytes written.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task ExportBundleAsync(ulong fromBatch, ulong toBatch, Stream destination, IProgress<long>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(destination);
        using var call = _channels.Audit().ExportBundle(new ExportBundleRequest { FromBatch = fromBatch, ToBatch = toBatch }, cancellationToken: cancellation);
        long byteCount = 0;
        await foreach (var chunk in call.ResponseStream.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            await destination.WriteAsync(chunk.Data.Memory, cancellation).ConfigureAwait(false);
            progress?.Report(byteCount += chunk.Data.Length);
        }
    }

    /// <summary>Applied batches as a node tells them, from one on and then live.</summary>
    /// <param name="fromBatch">First batch; 0 for the next one.</param>
    /// <param name="cancellation">Ends watching.</param>
    public async IAsyncEnumerable<AppliedBatch> WatchAsync(ulong fromBatch, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var call = _channels.Ledger().Watch(new WatchRequest { FromBatch = fromBatch }, cancellationToken: cancellation);
        await foreach (var batch in call.ResponseStream.ReadAllAsync(cancellation).ConfigureAwait(false))
            yield return batch;
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
