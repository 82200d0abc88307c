using Amaters.Ledger.StateMachine;

namespace Amaters.Ledger.Pipeline;

/// <summary>Lets callers wait until the ledger has come as far as they need.</summary>
internal sealed class ProgressBoard
{
    private readonly Lock _lock = new();
    private readonly LedgerStateMachine _machine;
    private readonly PriorityQueue<TaskCompletionSource, ulong> _byAppliedSequence = new();
    private readonly List<(ulong Sequence, TaskCompletionSource Source)> _byProof = [];
    private TaskCompletionSource _nextChange = NewSource();
    private LedgerProgress _progress;

    public ProgressBoard(LedgerStateMachine machine)
    {
        _machine = machine;
        _progress = machine.Progress;
        machine.Advanced += Advance;
    }

    /// <summary>Ends when the command with this sequence number is applied on this node.</summary>
    public Task WaitForAppliedAsync(ulong sequence, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (_progress.AppliedSequence >= sequence)
                return Task.CompletedTask;
            var source = NewSource();
            _byAppliedSequence.Enqueue(source, sequence);
            return source.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>Ends when this node has verified the proof of the command's own batch, even if that batch waits for an earlier one to be applied.</summary>
    public Task WaitForProvenAsync(ulong sequence, CancellationToken cancellation)
    {
        lock (_lock)
        {
            if (IsProven(sequence))
                return Task.CompletedTask;
            var source = NewSource();
            _byProof.Add((sequence, source));
            return source.Task.WaitAsync(cancellation);
        }
    }

    /// <summary>Ends when anything has changed after the call.</summary>
    public Task WaitForChangeAsync(CancellationToken cancellation)
    {
        lock (_lock)
            return _nextChange.Task.WaitAsync(cancellation);
    }

    /// <summary>Ends when anything has changed after the call, the time is up or the wait is cancelled; never throws.</summary>
    public async Task WaitForChangeAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        Task change;
        lock (_lock)
            change = _nextChange.Task;
        await change.WaitAsync(atMost, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Advance(LedgerProgress progress)
    {
        lock (_lock)
        {
            var hasNewProof = progress.AppliedBatch != _progress.AppliedBatch || progress.ProvenAheadCount != _progress.ProvenAheadCount;
            _progress = progress;
            _nextChange.TrySetResult();
            _nextChange = NewSource();
            while (_byAppliedSequence.TryPeek(out var source, out var sequence) && sequence <= progress.AppliedSequence)
            {
                source.TrySetResult();
                _byAppliedSequence.Dequeue();
            }

            if (hasNewProof)
                _byProof.RemoveAll(waiter => IsProven(waiter.Sequence) && (waiter.Source.TrySetResult() || true));
        }
    }

    private bool IsProven(ulong sequence) =>
        sequence <= _progress.AppliedSequence || (_progress.ProvenAheadCount > 0 && _machine.SealedBatches.Any(batch => batch.Proof is not null && batch.Holds(sequence)));

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
