using Amaters.Prover.Queue;

namespace Amaters.Benchmarks;

/// <summary>A worker's source of batches that gives out so many and then none, so that a worker can be stopped without a proof half done.</summary>
internal sealed class MeteredSource(IBatchSource source, MeteredSource.Quota quota) : IBatchSource
{
    public async Task<LeasedBatch?> FetchAsync(ulong batchNumber, CancellationToken cancellation)
    {
        if (!quota.TryTake())
            await Task.Delay(Timeout.Infinite, cancellation);
        var batch = await source.FetchAsync(batchNumber, cancellation);
        if (batch is null)
            quota.GiveBack();
        return batch;
    }

    public Task<bool> RenewAsync(LeasedBatch batch, CancellationToken cancellation) => source.RenewAsync(batch, cancellation);

    public async Task<ProofReception> SubmitAsync(LeasedBatch batch, ReadOnlyMemory<byte> proof, TimeSpan provingTime, CancellationToken cancellation)
    {
        var reception = await source.SubmitAsync(batch, proof, provingTime, cancellation);
        if (reception == ProofReception.Accepted)
            quota.Count();
        return reception;
    }

    /// <summary>Batches that the workers together may still take.</summary>
    internal sealed class Quota(int count)
    {
        private int _left = count;
        private int _accepted;

        /// <summary>Proofs that the ledger has taken.</summary>
        public int AcceptedCount => Volatile.Read(ref _accepted);

        public bool TryTake() => Interlocked.Decrement(ref _left) >= 0;

        public void Count() => Interlocked.Increment(ref _accepted);

        public void GiveBack() => Interlocked.Increment(ref _left);
    }
}
