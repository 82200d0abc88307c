using System.Collections.Concurrent;
using System.Globalization;
using Amaters.Ledger.RaftNode;

namespace Amaters.Ledger.Replication.Tests.Processes;

/// <summary>Clients that keep putting fresh keys, to whichever node leads, and remember what was acknowledged to them.</summary>
internal sealed class Writers : IAsyncDisposable
{
    private readonly RaftProcessGroup _group;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _tasks;
    private readonly ConcurrentBag<string> _acknowledged = [];

    public Writers(RaftProcessGroup group, int count)
    {
        _group = group;
        _tasks = [.. Enumerable.Range(0, count).Select(writer => Task.Run(() => WriteAsync(writer)))];
    }

    public IReadOnlyCollection<string> Acknowledged => _acknowledged;

    /// <summary>Waits until this many more puts have been acknowledged.</summary>
    public Task ProgressAsync(int count)
    {
        var goal = _acknowledged.Count + count;
        return _group.UntilAsync($"{goal} acknowledged puts", () => Task.FromResult(_acknowledged.Count >= goal));
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_tasks);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task WriteAsync(int writer)
    {
        for (var number = 0; !_stop.IsCancellationRequested;)
        {
            var progressed = false;
            foreach (var node in _group.Running.ToList())
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"{writer}-{number}");
                var reply = await node.PutAsync(key, key);
                if (reply.Outcome != (uint)ProposalOutcome.Applied)
                    continue;
                _acknowledged.Add(key);
                number++;
                progressed = true;
            }

            if (!progressed)
                await Task.Delay(20);
        }
    }
}
