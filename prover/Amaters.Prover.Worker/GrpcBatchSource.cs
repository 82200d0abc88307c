using System.Diagnostics;
using Amaters.Ledger.Protocol;
using Amaters.Prover.Queue;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Amaters.Prover.Worker;

/// <summary>Fetches batches from the ledger's nodes and hands proofs in, to whichever node leads.</summary>
/// <remarks>
/// Only the leader grants leases and takes proofs; the others answer FailedPrecondition, and the next one is asked. An
/// election is waited out, so that a finished proof is not lost to it.
/// </remarks>
internal sealed class GrpcBatchSource : IBatchSource, IDisposable
{
    private static readonly TimeSpan CallDeadline = TimeSpan.FromSeconds(20);

    private readonly GrpcChannel[] _channels;
    private readonly string _workerName;
    private readonly Metadata _headers = [];
    private int _preferred;

    /// <summary>Connects on first use.</summary>
    /// <param name="nodes">Client addresses of the nodes.</param>
    /// <param name="handlers">Makes the transport for one of them.</param>
    /// <param name="workerName">Name for leases and the audit trail.</param>
    /// <param name="token">The nodes' proving token; empty where they ask for none.</param>
    public GrpcBatchSource(IEnumerable<Uri> nodes, Func<HttpMessageHandler> handlers, string workerName, string token)
    {
        _channels = [.. nodes.Select(node => GrpcChannel.ForAddress(node, new GrpcChannelOptions { HttpHandler = handlers(), DisposeHttpClient = true }))];
        _workerName = workerName;
        if (token.Length > 0)
            _headers.Add("authorization", $"Bearer {token}");
    }

    public Task<LeasedBatch?> FetchAsync(ulong batchNumber, CancellationToken cancellation) =>
        AskLeaderAsync(
            async (client, options) =>
            {
                var request = new FetchBatchRequest { BatchNumber = batchNumber, Worker = _workerName };
                var answer = await client.FetchBatchAsync(request, options).ConfigureAwait(false);
                return answer.Trace.IsEmpty
                    ? null
                    : new LeasedBatch(batchNumber, answer.Trace.Memory, answer.VerifyingKeyDigest.Memory, answer.Lease, TimeSpan.FromMilliseconds(answer.LeaseMs));
            },
            cancellation);

    public Task<bool> RenewAsync(LeasedBatch batch, CancellationToken cancellation) =>
        AskLeaderAsync(
            async (client, options) =>
                (await client.RenewLeaseAsync(new RenewLeaseRequest { BatchNumber = batch.BatchNumber, Lease = batch.Lease }, options).ConfigureAwait(false)).Held,
            cancellation);

    public Task<ProofReception> SubmitAsync(LeasedBatch batch, ReadOnlyMemory<byte> proof, TimeSpan provingTime, CancellationToken cancellation) =>
        AskLeaderAsync(
            async (client, options) =>
            {
                var request = new SubmitProofRequest
                {
                    BatchNumber = batch.BatchNumber,
                    Proof = UnsafeByteOperations.UnsafeWrap(proof),
                    Worker = _workerName,
                    Lease = batch.Lease,
                    ProvingMs = (uint)provingTime.TotalMilliseconds,
                };
                return (await client.SubmitProofAsync(request, options).ConfigureAwait(false)).Outcome switch
                {
                    SubmitProofResponse.Types.Outcome.Accepted => ProofReception.Accepted,
                    SubmitProofResponse.Types.Outcome.AlreadyProven => ProofReception.AlreadyProven,
                    _ => ProofReception.Refused,
                };
            },
            cancellation);

    public void Dispose()
    {
        foreach (var channel in _channels)
            channel.Dispose();
    }

    private async Task<T> AskLeaderAsync<T>(Func<ProvingService.ProvingServiceClient, CallOptions, Task<T>> ask, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            RpcException? last = null;
            for (var attempt = 0; attempt < _channels.Length; attempt++)
            {
                var node = (_preferred + attempt) % _channels.Length;
                try
                {
                    var options = new CallOptions(_headers, DateTime.UtcNow + CallDeadline, cancellation);
                    var answer = await ask(new ProvingService.ProvingServiceClient(_channels[node]), options).ConfigureAwait(false);
                    _preferred = node;
                    return answer;
                }
                catch (RpcException problem) when (MayBeOtherwiseElsewhere(problem.StatusCode) && !cancellation.IsCancellationRequested)
                {
                    last = problem;
                }
            }

            if (clock.Elapsed >= ProofQueueLimits.ElectionPatience)
                throw new IOException($"None of {_channels.Length} nodes answered as leader; the last said: {last?.Status}. The job stays in the queue.", last);
            await Task.Delay(ProofQueueLimits.ElectionPollInterval, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>A node that does not lead, is down, or dies during the call. Asking twice is safe: the first valid proof wins.</summary>
    private static bool MayBeOtherwiseElsewhere(StatusCode status) =>
        status is StatusCode.Unavailable or StatusCode.FailedPrecondition or StatusCode.DeadlineExceeded or StatusCode.Internal;
}
