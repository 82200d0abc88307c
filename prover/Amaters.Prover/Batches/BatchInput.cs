using Amaters.Circuits.Constraints;
using Amaters.Circuits.Statements;

namespace Amaters.Prover.Batches;

/// <summary>Everything that a proof of one batch is made from: the signed commands and the records that they meet.</summary>
/// <param name="Batch">The commands, their ledger and their place in the chain.</param>
/// <param name="State">The state before the batch.</param>
public sealed record BatchInput(Batch Batch, LedgerState State)
{
    /// <summary>Executes the batch natively, which gives the header to prove and the trace to prove it from.</summary>
    public BatchExecution Execute() => BatchExecutor.Execute(Batch, State);

    /// <summary>A value for every wire of the batch circuit.</summary>
    public Witness GenerateWitness() => BatchCircuit.GenerateWitness(Execute().Trace);
}
