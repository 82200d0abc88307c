using Amaters.Ledger.Simulator.Clients;
using Amaters.Ledger.Simulator.Nodes;

namespace Amaters.Ledger.Simulator.Checkers.Linearizability;

/// <summary>What one record does if operations come one after the other.</summary>
internal interface ISequentialModel
{
    /// <summary>
    /// Whether <paramref name="operation"/> could have had its outcome on a record in this state, and what the record is afterwards. Of an
    /// operation with unknown outcome, whether it could have taken effect.
    /// </summary>
    bool TryStep(Cell state, Operation operation, out Cell next);

    /// <summary>Whether an operation of unknown outcome can matter at all. One that nobody can have noticed need not be placed.</summary>
    bool IsNoticed(Operation unknown, IReadOnlyList<Operation> history);
}
