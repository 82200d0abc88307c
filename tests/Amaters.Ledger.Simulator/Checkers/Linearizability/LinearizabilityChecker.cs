using Amaters.Ledger.Simulator.Clients;
using Amaters.Ledger.Simulator.Nodes;

namespace Amaters.Ledger.Simulator.Checkers.Linearizability;

/// <summary>
/// Decides whether the operations on one record can be put in an order that respects real time and that a single copy could have followed.
/// Wing and Gong's search (1993) with Lowe's memory of what was tried (2017): a set of placed operations with the state it leads to is
/// entered only once.
/// </summary>
internal sealed class LinearizabilityChecker
{
    private readonly ISequentialModel _model;
    private readonly Operation[] _operations;
    private readonly HashSet<(OperationSet Placed, Cell State)> _tried = [];
    private readonly Stack<(Event Call, OperationSet Placed, Cell State)> _path = new();
    private readonly Event _head = new();
    private int _knownLeft;

    private LinearizabilityChecker(ISequentialModel model, IReadOnlyList<Operation> history)
    {
        _model = model;
        _operations = [.. history.Where(operation => operation.Outcome != OperationOutcome.Unknown || model.IsNoticed(operation, history))];
        _knownLeft = _operations.Count(operation => operation.Outcome != OperationOutcome.Unknown);
        Link();
    }

    /// <summary>Whether a history of one record is linearizable.</summary>
    public static bool IsLinearizable(ISequentialModel model, IReadOnlyList<Operation> history) => new LinearizabilityChecker(model, history).Search();

    private bool Search()
    {
        var state = default(Cell);
        var placed = new OperationSet(_operations.Length);
        var current = _head.Next;
        // Operations of unknown outcome may be left out, so it is enough to place the others.
        while (_knownLeft > 0)
        {
            if (current is { IsCall: true })
            {
                var operation = _operations[current.Number];
                var with = placed.With(current.Number);
                if (!_model.TryStep(state, operation, out var next) || !_tried.Add((with, next)))
                {
                    current = current.Next;
                    continue;
                }

                _path.Push((current, placed, state));
                (placed, state) = (with, next);
                _knownLeft -= operation.Outcome == OperationOutcome.Unknown ? 0 : 1;
                current.Remove();
                current.Return?.Remove();
                current = _head.Next;
                continue;
            }

            // Somebody has had an answer, and the operation is not placed: the last placement was wrong.
            if (!_path.TryPop(out var last))
                return false;
            (placed, state) = (last.Placed, last.State);
            _knownLeft += _operations[last.Call.Number].Outcome == OperationOutcome.Unknown ? 0 : 1;
            last.Call.Return?.PutBack();
            last.Call.PutBack();
            current = last.Call.Next;
        }

        return true;
    }

    /// <summary>Calls and returns in the order of time. An operation of unknown outcome never returns.</summary>
    private void Link()
    {
        var events = new List<(long Time, Event Event)>();
        for (var i = 0; i < _operations.Length; i++)
        {
            var call = new Event { Number = i, IsCall = true };
            events.Add((_operations[i].Call, call));
            if (_operations[i].Outcome == OperationOutcome.Unknown)
                continue;
            call.Return = new() { Number = i };
            events.Add((_operations[i].Return, call.Return));
        }

        var previous = _head;
        foreach (var (_, item) in events.OrderBy(pair => pair.Time))
        {
            previous.Next = item;
            item.Previous = previous;
            previous = item;
        }
    }

    /// <summary>A call or a return in a list from which it can be taken out and put back in constant time.</summary>
    private sealed class Event
    {
        public int Number { get; init; }

        public bool IsCall { get; init; }

        public Event? Return { get; set; }

        public Event? Previous { get; set; }

        public Event? Next { get; set; }

        public void Remove()
        {
            Previous!.Next = Next;
            if (Next is not null)
                Next.Previous = Previous;
        }

        public void PutBack()
        {
            Previous!.Next = this;
            if (Next is not null)
                Next.Previous = this;
        }
    }
}
