using Amaters.Circuits.Constraints;
using Amaters.Circuits.Statements;

namespace Amaters.Prover.Batches;

/// <summary>Everything that a proof of one batch is made from: the signed commands, and the records of the state that they meet.</summary>
public sealed class BatchInput
{
    /// <summary>A batch and the state before it.</summary>
    /// <param name="batch">The commands, their ledger and their place in the chain.</param>
    /// <param name="records">All records of the state, tombstones included, each at a position of its own.</param>
    /// <exception cref="ArgumentException">The records do not make the state that the batch continues.</exception>
    public BatchInput(Batch batch, IReadOnlyList<Record> records)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(records);
        Batch = batch;
        Records = records;
        Execution = BatchExecutor.Execute(batch, StateOf(records, batch.Shape.TreeDepth));
    }

    /// <summary>The commands.</summary>
    public Batch Batch { get; }

    /// <summary>The records before the batch.</summary>
    public IReadOnlyList<Record> Records { get; }

    /// <summary>What the native executor made of the batch: the header to prove and the trace to prove it from.</summary>
    public BatchExecution Execution { get; }

    /// <summary>A value for every wire of the batch circuit.</summary>
    public Witness GenerateWitness() => BatchCircuit.GenerateWitness(Execution.Trace);

    /// <summary>The state with these records.</summary>
    internal static LedgerState StateOf(IEnumerable<Record> records, int treeDepth)
    {
        var state = new LedgerState(treeDepth);
        foreach (var record in records)
            state.Write(record);
        return state;
    }
}
