using Amaters.Ledger.Simulator.Clients;
using Amaters.Ledger.Simulator.Nodes;

namespace Amaters.Ledger.Simulator.Checkers.Linearizability;

/// <summary>A record of the ledger: a put takes effect at exactly the expected version, and raises it by one; otherwise it conflicts.</summary>
internal sealed class LedgerModel : ISequentialModel
{
    /// <inheritdoc/>
    public bool TryStep(Cell state, Operation operation, out Cell next)
    {
        next = state;
        if (operation.Kind == OperationKind.Read)
            return operation.Seen == state;
        if (operation.Outcome == OperationOutcome.Conflicted)
            return state.Version != operation.Expected && operation.Seen == state;
        next = new(state.Version + 1, operation.Value);
        return state.Version == operation.Expected;
    }

    /// <summary>Even an unread put may matter, by the version that it leaves.</summary>
    public bool IsNoticed(Operation unknown, IReadOnlyList<Operation> history) => true;
}
