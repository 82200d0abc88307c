namespace Amaters.Prover.Queue;

/// <summary>Where a worker gets batches and brings proofs: a node, over gRPC or in the same process.</summary>
public interface IBatchSource
{
    /// <summary>The material of a sealed batch under a lease, or null when it needs no proof (proven already, or unknown).</summary>
    Task<LeasedBatch?> FetchAsync(ulong batchNumber, CancellationToken cancellation);

    /// <summary>Keeps a lease; false when it has passed to another worker or the batch is proven.</summary>
    Task<bool> RenewAsync(LeasedBatch batch, CancellationToken cancellation);

    /// <summary>Hands a proof in.</summary>
    Task<ProofReception> SubmitAsync(LeasedBatch batch, ReadOnlyMemory<byte> proof, TimeSpan provingTime, CancellationToken cancellation);
}
