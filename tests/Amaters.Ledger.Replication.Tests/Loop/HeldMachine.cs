using Amaters.Ledger.Consensus;
using Amaters.Ledger.RaftNode;

namespace Amaters.Ledger.Replication.Tests.Loop;

/// <summary>Waits with its first command until it is let go or made to fail.</summary>
internal sealed class HeldMachine : IReplicatedStateMachine, IDisposable
{
    private readonly KeyValueMachine _inner = new();
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goesOn = new();
    private bool _fails;

    public Task Entered => _entered.Task;

    public LogIndex Applied => _inner.Applied;

    public void LetGo() => _goesOn.Set();

    public void Fail()
    {
        _fails = true;
        _goesOn.Set();
    }

    public void Apply(ReadOnlySpan<Entry> entries, Span<object?> results)
    {
        if (entries.ToArray().Any(entry => entry.Type == EntryType.Normal && !entry.Data.IsEmpty))
        {
            _entered.TrySetResult();
            _goesOn.Wait();
            if (_fails)
                throw new NotSupportedException("This machine fails.");
        }

        _inner.Apply(entries, results);
    }

    public IStateCapture Capture() => _inner.Capture();

    public void Restore(Stream state, EntryId id) => _inner.Restore(state, id);

    public void Dispose() => _goesOn.Dispose();
}
