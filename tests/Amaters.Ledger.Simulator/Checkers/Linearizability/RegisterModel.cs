using Amaters.Ledger.Simulator.Clients;
using Amaters.Ledger.Simulator.Nodes;

namespace Amaters.Ledger.Simulator.Checkers.Linearizability;

/// <summary>A register: a read sees the value of the last write. Versions do not count.</summary>
internal sealed class RegisterModel : ISequentialModel
{
    /// <inheritdoc/>
    public bool TryStep(Cell state, Operation operation, out Cell next)
    {
        next = operation.Kind == OperationKind.Write ? new(0, operation.Value) : state;
        return operation.Kind == OperationKind.Write || operation.Seen.Value == state.Value;
    }

    /// <summary>A write whose value was never read can be left out: between it and the next write there is no read to tell.</summary>
    public bool IsNoticed(Operation unknown, IReadOnlyList<Operation> history) =>
        history.Any(other => other.Kind == OperationKind.Read && other.Seen.Value == unknown.Value);
}
