using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Amaters.Ledger.Protocol;
using Grpc.Core;
using Grpc.Net.Client;

namespace Amaters.Ledger.Client.Connection;

/// <summary>Connections to the nodes: finds the leader, follows redirects, and repeats calls until one succeeds or time is up.</summary>
/// <remarks>
/// Repeating is safe for every call of the contract: reads change nothing, and a command has one digest under which the
/// ledger lets it in once.
/// </remarks>
internal sealed class NodeChannels : IDisposable
{
    private const int MessageByteCountMax = 64 << 20;

    private readonly Lock _lock = new();
    private readonly LedgerClientOptions _options;
    private readonly Dictionary<Uri, GrpcChannel> _channels = [];
    private readonly List<Uri> _nodes;
    private Uri _preferred;

    public NodeChannels(LedgerClientOptions options)
    {
        if (options.Nodes.Count == 0)
            throw new ArgumentException("At least one node's address is needed.", nameof(options));
        _options = options;
        _nodes = [.. options.Nodes];
        _preferred = _nodes[0];
    }

    /// <summary>Calls the preferred node's ledger service, and others in turn until one answers.</summary>
    /// <exception cref="LedgerUnavailableException">Nobody answered in time.</exception>
    /// <exception cref="RpcException">A node refused the request itself.</exception>
    public Task<T> CallAsync<T>(Func<LedgerService.LedgerServiceClient, CallOptions, Task<T>> call, CancellationToken cancellation) =>
        RepeatAsync((channel, options) => call(new LedgerService.LedgerServiceClient(channel), options), cancellation);

    /// <summary>Calls the leader's admin service, with the operator's token.</summary>
    /// <exception cref="LedgerUnavailableException">Nobody answered in time.</exception>
    /// <exception cref="RpcException">A node refused the request itself.</exception>
    public Task<T> AdministerAsync<T>(Func<AdminService.AdminServiceClient, CallOptions, Task<T>> call, CancellationToken cancellation) =>
        RepeatAsync((channel, options) => call(new AdminService.AdminServiceClient(channel), options.WithHeaders(AdminHeaders())), cancellation);

    /// <summary>Calls one node's admin service, once.</summary>
    /// <exception cref="RpcException">The node refused or did not answer.</exception>
    public Task<T> AdministerAsync<T>(Uri node, Func<AdminService.AdminServiceClient, CallOptions, Task<T>> call, CancellationToken cancellation) =>
        call(new AdminService.AdminServiceClient(ChannelTo(node)), new CallOptions(AdminHeaders(), DateTime.UtcNow + _options.AttemptDeadline, cancellation));

    /// <summary>Reads a stream of answers; when a node fails, the stream is opened anew at another, for as long as <see cref="LedgerClientOptions.Deadline"/> without an answer.</summary>
    /// <param name="open">Opens the stream where the last answer left off.</param>
    /// <param name="mayHelpToRepeat">Refusals, beside the usual ones, that another node or a later moment may not give.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <exception cref="LedgerUnavailableException">Nobody went on in time.</exception>
    /// <exception cref="RpcException">A node refused the request itself.</exception>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        Func<GrpcChannel, CallOptions, AsyncServerStreamingCall<T>> open, Func<RpcException, bool>? mayHelpToRepeat, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var giveUpAt = DateTime.UtcNow + _options.Deadline;
        while (true)
        {
            var node = _preferred;
            using var call = open(ChannelTo(node), new CallOptions(cancellationToken: cancellation));
            RpcException? failure = null;
            while (failure is null)
            {
                try
                {
                    if (!await call.ResponseStream.MoveNext(cancellation).ConfigureAwait(false))
                        yield break;
                }
                catch (RpcException problem) when ((MayHelpToRepeat(problem) || mayHelpToRepeat?.Invoke(problem) == true) && !cancellation.IsCancellationRequested)
                {
                    failure = problem;
                    continue;
                }

                yield return call.ResponseStream.Current;
                giveUpAt = DateTime.UtcNow + _options.Deadline;
            }

            await TurnFromAsync(node, failure, giveUpAt, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The preferred node's audit service.</summary>
    public AuditService.AuditServiceClient Audit() => new(ChannelTo(_preferred));

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var channel in _channels.Values)
                channel.Dispose();
            _channels.Clear();
        }
    }

    private async Task<T> RepeatAsync<T>(Func<GrpcChannel, CallOptions, Task<T>> call, CancellationToken cancellation)
    {
        var giveUpAt = DateTime.UtcNow + _options.Deadline;
        while (true)
        {
            var node = _preferred;
            try
            {
                var attemptEndsAt = DateTime.UtcNow + _options.AttemptDeadline;
                var options = new CallOptions(deadline: attemptEndsAt < giveUpAt ? attemptEndsAt : giveUpAt, cancellationToken: cancellation);
                return await call(ChannelTo(node), options).ConfigureAwait(false);
            }
            catch (RpcException problem) when (MayHelpToRepeat(problem) && !cancellation.IsCancellationRequested)
            {
                await TurnFromAsync(node, problem, giveUpAt, cancellation).ConfigureAwait(false);
            }
        }
    }

    private async Task TurnFromAsync(Uri node, RpcException problem, DateTime giveUpAt, CancellationToken cancellation)
    {
        if (DateTime.UtcNow + _options.RetryDelay >= giveUpAt)
            throw new LedgerUnavailableException($"No node could serve the request within {_options.Deadline.TotalSeconds:F0} s. The last one, {node}, said: {problem.Status.Detail}", problem);
        TurnFrom(node, problem.Trailers.GetValue(RefusalTrailers.LeaderAddress));
        await Task.Delay(_options.RetryDelay, cancellation).ConfigureAwait(false);
    }

    private Metadata AdminHeaders() => _options.AdminToken is { } token ? new Metadata { { "authorization", $"Bearer {token}" } } : [];

    private static bool MayHelpToRepeat(RpcException problem) =>
        problem.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal or StatusCode.Cancelled
        || problem.Trailers.GetValue(RefusalTrailers.Kind) is RefusalTrailers.NotLeader or RefusalTrailers.NotFounder or RefusalTrailers.ResourceExhausted;

    private void TurnFrom(Uri node, string? leaderAddress)
    {
        lock (_lock)
        {
            if (leaderAddress is not null && Uri.TryCreate(leaderAddress, UriKind.Absolute, out var leader) && leader != node)
            {
                if (!_nodes.Contains(leader))
                    _nodes.Add(leader);
                _preferred = leader;
                return;
            }

            _preferred = _nodes[(_nodes.IndexOf(node) + 1) % _nodes.Count];
        }
    }

    private GrpcChannel ChannelTo(Uri node)
    {
        lock (_lock)
        {
            if (!_channels.TryGetValue(node, out var channel))
                _channels[node] = channel = Connect(node);
            return channel;
        }
    }

    private GrpcChannel Connect(Uri node)
    {
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            KeepAlivePingDelay = TimeSpan.FromSeconds(10),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
        };
        if (_options.ClientCertificate is { } certificate)
            handler.SslOptions.ClientCertificates = [certificate];
        if (_options.Authorities.Count > 0)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(_options.Authorities);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return GrpcChannel.ForAddress(node, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true, MaxReceiveMessageSize = MessageByteCountMax });
    }
}
