using Amaters.Ledger.Simulator.Clients;

namespace Amaters.Ledger.Simulator.Checkers.Linearizability;

/// <summary>
/// Judges what clients saw. Linearizability is local (Herlihy and Wing 1990, theorem 1): a history is linearizable exactly when that of each
/// record is.
/// </summary>
internal static class HistoryJudge
{
    private static readonly RegisterModel Register = new();
    private static readonly LedgerModel Ledger = new();

    /// <summary>Throws <see cref="SafetyViolationException"/> with the first record whose history is not linearizable.</summary>
    public static void Check(IReadOnlyList<Operation> operations)
    {
        foreach (var record in operations.GroupBy(operation => operation.Key).OrderBy(group => group.Key))
        {
            Operation[] history = [.. record];
            ISequentialModel model = history.Any(operation => operation.Kind == OperationKind.Write) ? Register : Ledger;
            if (!LinearizabilityChecker.IsLinearizable(model, history))
                throw new SafetyViolationException(nameof(LinearizabilityChecker), $"record {record.Key} behaved like no single copy:\n  {string.Join("\n  ", history.Select(operation => operation.ToString()))}");
        }
    }
}
