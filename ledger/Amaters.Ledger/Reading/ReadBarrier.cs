using Amaters.Ledger.Replication;

namespace Amaters.Ledger.Reading;

/// <summary>Makes reads linearizable: waits until everything committed before the call is applied here. Callers share rounds.</summary>
/// <remarks>
/// A ReadIndex round costs a heartbeat to a majority (thesis §6.4). Who asks while one is under way cannot use it, since
/// it may have begun before a write that the caller knows of; all who wait share the next one.
/// </remarks>
internal sealed class ReadBarrier(RaftGroup group)
{
    private const int AttemptCount = 20;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private Task<bool>? _running;
    private Task<bool>? _next;

    /// <exception cref="LedgerRefusedException">No leader confirmed the read in time.</exception>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < AttemptCount; attempt++)
        {
            if (await JoinRound().WaitAsync(cancellation).ConfigureAwait(false))
                return;
            await Task.Delay(RetryDelay, cancellation).ConfigureAwait(false);
        }

        throw new LedgerRefusedException(Refusal.NotLeader, "", "No leader confirms reads at the moment; try again.", group.Status.Leader.Value);
    }

    private Task<bool> JoinRound()
    {
        lock (_lock)
        {
            if (_running is null || _running.IsCompleted)
                return _running = RunRoundAsync();
            return _next ??= StartAfterAsync(_running);
        }
    }

    private async Task<bool> StartAfterAsync(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task<bool> round;
        lock (_lock)
        {
            _next = null;
            round = _running = RunRoundAsync();
        }

        return await round.ConfigureAwait(false);
    }

    private async Task<bool> RunRoundAsync() => await group.ReadIndexAsync().ConfigureAwait(false) is not null;
}
