using Amaters.Ledger.Simulator.Clock;
using Amaters.Ledger.Simulator.Nodes;
using Amaters.Ledger.Simulator.Randomness;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Clients;

/// <summary>Asks for one thing after the other, of any node, and writes down what it saw. It waits for an answer only so long.</summary>
internal sealed class Client(World world, int number, History history, KeySpace keys, Dice dice)
{
    private readonly SortedDictionary<int, long> _knownVersions = [];
    private long _lastNumber;
    private bool _isStopped;

    /// <summary>Begins to work.</summary>
    public void Start() => NextSoon();

    /// <summary>Asks for nothing new.</summary>
    public void Stop() => _isStopped = true;

    private void NextSoon() => world.Scheduler.After(dice.Between(Scheduler.Millisecond, 100 * Scheduler.Millisecond), Next);

    private void Next()
    {
        if (_isStopped)
            return;
        var slot = dice.Below(KeySpace.SlotCount);
        var key = keys.Take(slot);
        _lastNumber++;
        // No two commands of a run store the same value, so a read tells whose write it saw.
        var value = (_lastNumber * 1000) + number;
        var operation = dice.Chance(400)
            ? history.Call(OperationKind.Read, key, 0, 0)
            : KeySpace.IsRegister(slot) ? history.Call(OperationKind.Write, key, value, 0) : history.Call(OperationKind.Put, key, value, _knownVersions.GetValueOrDefault(key));
        Ask(new(operation, _lastNumber));
    }

    private void Ask(PendingOperation pending)
    {
        Send(pending);
        world.Scheduler.After(dice.Between(Scheduler.Second / 2, 3 * Scheduler.Second), () => GiveUp(pending));
        if (pending.Operation.Kind != OperationKind.Read && dice.Chance(200))
            world.Scheduler.After(dice.Between(Scheduler.Second / 10, Scheduler.Second), () => Retry(pending));
    }

    private void Send(PendingOperation pending)
    {
        var operation = pending.Operation;
        var node = dice.Pick([.. world.Cluster.Nodes]);
        world.Scheduler.After(Latency(), () =>
        {
            if (operation.Kind == OperationKind.Read)
                node.Read(operation.Key, cell => world.Scheduler.After(Latency(), () => End(pending, OperationOutcome.Done, cell)), () => Refuse(pending));
            else
                node.Propose(Command(pending), outcome => world.Scheduler.After(Latency(), () => Answer(pending, outcome)), () => Refuse(pending));
        });
    }

    private Command Command(PendingOperation pending)
    {
        var operation = pending.Operation;
        return new(number, pending.Number, operation.Kind, operation.Key, operation.Value, operation.Expected);
    }

    /// <summary>The same command once more, elsewhere: a write counts once by its number, a put once by its version.</summary>
    private void Retry(PendingOperation pending)
    {
        if (pending.IsOver)
            return;
        world.Coverage.Count(Fault.ClientRetry);
        pending.IsRetried = true;
        Send(pending);
    }

    private void Answer(PendingOperation pending, CommandOutcome outcome)
    {
        if (outcome.Effect == CommandEffect.Done)
            End(pending, OperationOutcome.Done, outcome.Cell);
        // After a retry, a conflict may be with the own first try: then nobody knows.
        else if (outcome.Effect == CommandEffect.Conflicted && !pending.IsRetried)
            End(pending, OperationOutcome.Conflicted, outcome.Cell);
    }

    private void End(PendingOperation pending, OperationOutcome outcome, Cell seen)
    {
        if (pending.IsOver)
            return;
        pending.IsOver = true;
        var operation = pending.Operation;
        history.Return(operation, outcome, seen);
        _knownVersions[operation.Key] = seen.Version;
        if (operation.Kind == OperationKind.Write)
            world.Coverage.Count(Mark.RegisterWritten);
        else if (operation.Kind == OperationKind.Put)
            world.Coverage.Count(outcome == OperationOutcome.Done ? Mark.PutSucceeded : Mark.PutConflicted);
        NextSoon();
    }

    /// <summary>Refused before it went anywhere, so it never happened; unless it was sent twice.</summary>
    private void Refuse(PendingOperation pending)
    {
        if (pending.IsOver || pending.IsRetried)
            return;
        pending.IsOver = true;
        history.Withdraw(pending.Operation);
        NextSoon();
    }

    /// <summary>The wait ends. What was asked may have happened, may yet happen, or never, and nobody will tell.</summary>
    private void GiveUp(PendingOperation pending)
    {
        if (pending.IsOver)
            return;
        pending.IsOver = true;
        world.Coverage.Count(Mark.OutcomeUnknown);
        if (pending.Operation.Kind == OperationKind.Read)
            history.Withdraw(pending.Operation);
        NextSoon();
    }

    private long Latency() => dice.Between(Scheduler.Millisecond / 5, 5 * Scheduler.Millisecond);
}
