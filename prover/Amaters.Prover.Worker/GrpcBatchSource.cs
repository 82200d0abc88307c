using Amaters.Ledger.Protocol;
using Amaters.Prover.Queue;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Amaters.Prover.Worker;

/// <summary>Fetches batches from the ledger's nodes and hands proofs in, trying one node after the other.</summary>
/// <remarks>Only the leader grants leases and takes proofs; any other node answers Unavailable or FailedPrecondition, and the next one is asked.</remarks>
internal sealed class GrpcBatchSource : IBatchSource, IDisposable
{
    private static readonly TimeSpan CallDeadline = TimeSpan.FromSeconds(20);

    private readonly GrpcChannel[] _channels;
    private readonly string _workerName;
    private int _preferred;

    public GrpcBatchSource(IEnumerable<Uri> nodes, Func<HttpMessageHandler> handlers, string workerName)
    {
        _channels = [.. nodes.Select(node => GrpcChannel.ForAddress(node, new GrpcChannelOptions { HttpHandler = handlers(), DisposeHttpClient = true }))];
        _workerName = workerName;
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
        RpcException? last = null;
        for (var attempt = 0; attempt < _channels.Length; attempt++)
        {
            var channel = _channels[(_preferred + attempt) % _channels.Length];
            try
            {
                var options = new CallOptions(deadline: DateTime.UtcNow + CallDeadline, cancellationToken: cancellation);
                var answer = await ask(new ProvingService.ProvingServiceClient(channel), options).ConfigureAwait(false);
                _preferred = (_preferred + attempt) % _channels.Length;
                return answer;
            }
            catch (RpcException problem) when (problem.StatusCode is StatusCode.Unavailable or StatusCode.FailedPrecondition or StatusCode.DeadlineExceeded && !cancellation.IsCancellationRequested)
            {
                last = problem;
            }
        }

        throw new IOException($"None of {_channels.Length} nodes answered as leader; the last said: {last?.Status}. The job stays in the queue.", last);
    }
}
