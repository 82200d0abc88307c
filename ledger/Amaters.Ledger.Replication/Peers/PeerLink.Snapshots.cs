using System.Security.Cryptography;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication.Peers.Wire;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Amaters.Ledger.Replication.Peers;

/// <content>Sending a snapshot: asks where to go on, then streams chunks at a limited rate; the core hears how it ended.</content>
internal sealed partial class PeerLink
{
    private void SendSnapshot(Message message)
    {
        // The core keeps one snapshot per peer in flight; a second request can only follow a lost report.
        if (!_snapshot.IsCompleted)
            return;
        _snapshot = Task.Run(async () =>
        {
            var delivered = false;
            try
            {
                await TransferAsync(message, _stop.Token).ConfigureAwait(false);
                delivered = true;
            }
            catch (Exception failure) when (failure is RpcException or IOException or HttpRequestException or InvalidOperationException or OperationCanceledException)
            {
                LogSnapshotBroken(_logger, message.Snapshot!.Metadata.Index.Value, _peerId, Reason(failure));
            }

            _events.SnapshotSent(_peerId, delivered);
        });
    }

    private async Task TransferAsync(Message message, CancellationToken stop)
    {
        var snapshot = message.Snapshot!;
        var offer = new SnapshotOffer
        {
            Group = _group,
            From = _self.NodeId,
            To = _peerId,
            Term = message.Term.Value,
            SnapshotIndex = snapshot.Metadata.Index.Value,
            SnapshotTerm = snapshot.Metadata.Term.Value,
            Ticket = UnsafeByteOperations.UnsafeWrap(snapshot.Data),
        };
        var position = await _client.LocateSnapshotAsync(offer, cancellationToken: stop).ConfigureAwait(false);
        await using var file = _events.OpenSnapshot(snapshot.Metadata.Id);
        if (position.Offset > (ulong)file.Length)
            throw new IOException($"the peer claims {position.Offset} bytes of a snapshot of {file.Length}");
        file.Position = (long)position.Offset;
        LogSnapshotStarted(_logger, snapshot.Metadata.Index.Value, _peerId, file.Position, file.Length);

        using var call = _client.SendSnapshot(cancellationToken: stop);
        await call.RequestStream.WriteAsync(new SnapshotPart { Offer = offer }, stop).ConfigureAwait(false);
        var started = _time.GetTimestamp();
        long sent = 0;
        while (file.Position < file.Length)
        {
            var data = new byte[Math.Min(_options.SnapshotChunkBytes, file.Length - file.Position)];
            var offset = (ulong)file.Position;
            await file.ReadExactlyAsync(data, stop).ConfigureAwait(false);
            var chunk = new SnapshotChunk
            {
                Offset = offset,
                Data = UnsafeByteOperations.UnsafeWrap(data),
                Digest = UnsafeByteOperations.UnsafeWrap(SHA256.HashData(data)),
            };
            await call.RequestStream.WriteAsync(new SnapshotPart { Chunk = chunk }, stop).ConfigureAwait(false);
            sent += data.Length;
            var due = TimeSpan.FromSeconds((double)sent / _options.SnapshotBytesPerSecond);
            var early = due - _time.GetElapsedTime(started);
            if (early > TimeSpan.Zero)
                await Task.Delay(early, _time, stop).ConfigureAwait(false);
        }

        await call.RequestStream.CompleteAsync().ConfigureAwait(false);
        await call.ResponseAsync.ConfigureAwait(false);
        LogSnapshotDelivered(_logger, snapshot.Metadata.Index.Value, _peerId, sent);
    }

    [LoggerMessage(3, LogLevel.Information, "Sending snapshot {Index} to node {Peer}, from byte {Offset} of {Length}")]
    private static partial void LogSnapshotStarted(ILogger logger, ulong index, ulong peer, long offset, long length);

    [LoggerMessage(4, LogLevel.Information, "Snapshot {Index} is on the disk of node {Peer}; {Bytes} bytes were sent")]
    private static partial void LogSnapshotDelivered(ILogger logger, ulong index, ulong peer, long bytes);

    [LoggerMessage(5, LogLevel.Warning, "Snapshot {Index} did not reach node {Peer}: {Reason}")]
    private static partial void LogSnapshotBroken(ILogger logger, ulong index, ulong peer, string reason);
}
