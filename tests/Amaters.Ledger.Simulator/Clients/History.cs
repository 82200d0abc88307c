namespace Amaters.Ledger.Simulator.Clients;

/// <summary>All operations of all clients, in the order in which they were asked.</summary>
internal sealed class History
{
    private readonly List<Operation> _operations = [];
    private long _position;

    /// <summary>The operations, apart from those that certainly never happened.</summary>
    public IReadOnlyList<Operation> Operations => _operations;

    /// <summary>A client asks.</summary>
    public Operation Call(OperationKind kind, int key, long value, long expected)
    {
        var operation = new Operation { Kind = kind, Key = key, Value = value, Expected = expected, Call = _position++ };
        _operations.Add(operation);
        return operation;
    }

    /// <summary>The client learns the outcome.</summary>
    public void Return(Operation operation, OperationOutcome outcome, Nodes.Cell seen)
    {
        operation.Return = _position++;
        operation.Outcome = outcome;
        operation.Seen = seen;
    }

    /// <summary>It certainly has no effect: it was refused before it reached any log, or it was a read.</summary>
    public void Withdraw(Operation operation) => _operations.Remove(operation);
}
