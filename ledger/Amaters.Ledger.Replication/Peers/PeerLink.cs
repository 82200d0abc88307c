using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication.Peers.Wire;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;

namespace Amaters.Ledger.Replication.Peers;

/// <summary>The way to one peer: a queue, a stream that is opened again whenever it breaks, and at most one snapshot in transfer.</summary>
/// <remarks>Each link has its own queue and task, so that a slow or dead peer never delays another.</remarks>
internal sealed partial class PeerLink : IAsyncDisposable
{
    private readonly PeerIdentity _self;
    private readonly ulong _peerId;
    private readonly PeerOptions _options;
    private readonly IPeerEvents _events;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly PeerQueue _queue;
    private readonly Backoff _backoff;
    private readonly GrpcChannel _channel;
    private readonly RaftPeer.RaftPeerClient _client;
    private readonly ByteString _group;
    private readonly string _ownAddress;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _sending;
    private Task _snapshot = Task.CompletedTask;
    private int _isReportedFull;

    public PeerLink(PeerCredentials credentials, ulong peerId, Uri address, Uri? ownAddress, PeerOptions options, IPeerEvents events, IRandom random, TimeProvider time, ILogger logger)
    {
        (_self, _peerId, _options, _events, _time, _logger) = (credentials.Identity, peerId, options, events, time, logger);
        (Address, _ownAddress) = (address, ownAddress?.OriginalString ?? "");
        _queue = new PeerQueue(options.MaxQueuedMessages, options.MaxQueuedBytes);
        _backoff = new Backoff(options.ReconnectAfter, options.ReconnectAtLeastEvery, random);
        var group = new byte[GroupId.ByteCount];
        _self.Group.Encode(group);
        _group = ByteString.CopyFrom(group);
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler
            {
                SslOptions = credentials.ForDialling(peerId),
                KeepAlivePingDelay = options.KeepAlive,
                KeepAlivePingTimeout = options.KeepAlive,
                KeepAlivePingPolicy = HttpKeepAlivePingPolicy.Always,
                ConnectTimeout = options.KeepAlive,
                PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
                UseProxy = false,
            },
            DisposeHttpClient = true,
            MaxSendMessageSize = null,
            MaxReceiveMessageSize = 1 << 16,
        });
        _client = new RaftPeer.RaftPeerClient(_channel);
        _sending = Task.Run(SendAsync);
    }

    /// <summary>Where the peer listens.</summary>
    public Uri Address { get; }

    /// <summary>Queues a message; never blocks. A dropped one is reported to the core once until the queue has room again.</summary>
    public void Send(Message message)
    {
        if (message.Type == MessageType.Snap)
        {
            SendSnapshot(message);
            return;
        }

        if (_queue.TryAdd(message))
        {
            _isReportedFull = 0;
            return;
        }

        _events.Dropped(_peerId, 1);
        if (Interlocked.Exchange(ref _isReportedFull, 1) == 0)
            _events.Unreachable(_peerId);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_sending, _snapshot).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _channel.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await StreamAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is RpcException or InvalidOperationException or IOException or HttpRequestException)
            {
                if (_stop.IsCancellationRequested)
                    return;
                // One line per outage, not per attempt.
                if (_backoff.Failures == 0)
                    LogBroken(_logger, _peerId, Address, Reason(failure));
            }
            catch (OperationCanceledException)
            {
                return;
            }

            _events.Dropped(_peerId, _queue.Clear());
            _events.Unreachable(_peerId);
            await Task.Delay(_backoff.Next(), _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Sends until the stream breaks. The peer's early answer (a refusal) also ends it.</summary>
    private async Task StreamAsync(CancellationToken stop)
    {
        using var call = _client.Deliver(cancellationToken: stop);
        await call.ResponseHeadersAsync.ConfigureAwait(false);
        _backoff.Reset();
        LogConnected(_logger, _peerId, Address);
        await call.RequestStream.WriteAsync(NewBatch(_ownAddress), stop).ConfigureAwait(false);
        var messages = new List<Message>();
        while (true)
        {
            await _queue.TakeAsync(messages, stop).ConfigureAwait(false);
            for (var next = 0; next < messages.Count;)
                await call.RequestStream.WriteAsync(NextBatch(messages, ref next), stop).ConfigureAwait(false);
            messages.Clear();
        }
    }

    private PeerBatch NextBatch(List<Message> messages, ref int next)
    {
        var batch = NewBatch();
        for (long bytes = 0; next < messages.Count && bytes < _options.MaxBatchBytes; next++)
        {
            var message = messages[next];
            batch.Messages.Add(MessageCodec.Encode(message));
            for (var i = 0; i < message.Entries.Count; i++)
                bytes += message.Entries[i].Data.Length;
        }

        return batch;
    }

    private PeerBatch NewBatch(string ownAddress = "") => new() { Group = _group, From = _self.NodeId, To = _peerId, FromAddress = ownAddress };

    private static string Reason(Exception failure) => failure is RpcException rpc ? $"{rpc.StatusCode}: {rpc.Status.Detail}" : failure.Message;

    [LoggerMessage(1, LogLevel.Information, "Connected to node {Peer} at {Address}")]
    private static partial void LogConnected(ILogger logger, ulong peer, Uri address);

    [LoggerMessage(2, LogLevel.Information, "No connection to node {Peer} at {Address}: {Reason}")]
    private static partial void LogBroken(ILogger logger, ulong peer, Uri address, string reason);
}
