using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Simulator.Checkers;

/// <summary>Replicas that have applied the same index are in the same state, however they got there.</summary>
internal sealed class StateEqualityChecker
{
    private readonly Dictionary<LogIndex, ulong> _prints = [];

    /// <summary>A node's state as of an index.</summary>
    public void Applied(NodeId node, LogIndex index, ulong print)
    {
        if (!_prints.TryAdd(index, print) && _prints[index] != print)
            throw new SafetyViolationException(nameof(StateEqualityChecker), $"the state of {node} at {index} is not that of others");
    }
}
