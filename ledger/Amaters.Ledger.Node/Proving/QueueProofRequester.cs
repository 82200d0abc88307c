using Amaters.Prover.Queue;

namespace Amaters.Ledger.Node.Proving;

/// <summary>Asks for proofs by putting batch numbers into the queue.</summary>
internal sealed class QueueProofRequester(ProofQueueClient queue) : IProofRequester
{
    /// <inheritdoc />
    public void Request(ulong batchNumber) => queue.Enqueue(batchNumber);
}
