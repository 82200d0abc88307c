using Amaters.Circuits.Statements;

namespace Amaters.Ledger.Client.Connection;

/// <summary>Joins reads of single records that wait at the same time into one request: one round trip, one moment, and paths hashed together.</summary>
/// <remarks>
/// A read that finds fewer than <see cref="RequestCountMax"/> requests under way leaves at once; the others wait for the
/// next answer and leave together. A request begins after all reads that it carries, so each of them stays linearizable.
/// Thread-safe.
/// </remarks>
/// <param name="read">Reads records of one moment and checks what the node says of each.</param>
internal sealed class ReadCombiner(Func<IReadOnlyList<RecordKey>, Task<IReadOnlyList<CheckedRecord>>> read)
{
    /// <summary>Keys that a node takes in one request.</summary>
    public const int KeyCountMax = 256;

    private const int RequestCountMax = 2;

    private readonly Lock _lock = new();
    private readonly Queue<WaitingRead> _waiting = new();
    private int _requestCount;

    /// <summary>Reads one record.</summary>
    /// <param name="key">The record.</param>
    /// <param name="cancellation">Ends this caller's wait; the request, which others share, goes on.</param>
    public Task<CheckedRecord> ReadAsync(RecordKey key, CancellationToken cancellation)
    {
        var waiting = new WaitingRead(key, new TaskCompletionSource<CheckedRecord>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_lock)
        {
            _waiting.Enqueue(waiting);
            if (_requestCount < RequestCountMax)
            {
                _requestCount++;
                _ = Task.Run(SendWaitingAsync, CancellationToken.None);
            }
        }

        return waiting.Answer.Task.WaitAsync(cancellation);
    }

    private async Task SendWaitingAsync()
    {
        while (TakeWaiting() is { Count: > 0 } reads)
        {
            try
            {
                var answers = await read([.. reads.Select(waiting => waiting.Key)]).ConfigureAwait(false);
                for (var i = 0; i < reads.Count; i++)
                    reads[i].Answer.SetResult(answers[i]);
            }
            // Whatever went wrong went wrong for every reader of this request, and each of them hears of it.
            catch (Exception problem)
            {
                foreach (var waiting in reads)
                    waiting.Answer.TrySetException(problem);
            }
        }
    }

    private List<WaitingRead> TakeWaiting()
    {
        lock (_lock)
        {
            var reads = new List<WaitingRead>();
            while (reads.Count < KeyCountMax && _waiting.TryDequeue(out var waiting))
                reads.Add(waiting);
            if (reads.Count == 0)
                _requestCount--;
            return reads;
        }
    }

    private readonly record struct WaitingRead(RecordKey Key, TaskCompletionSource<CheckedRecord> Answer);
}
