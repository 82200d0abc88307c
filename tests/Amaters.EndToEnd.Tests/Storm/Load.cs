using System.Globalization;
using System.Text;
using Amaters.EndToEnd.Tests.Cluster;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Keys;

namespace Amaters.EndToEnd.Tests.Storm;

/// <summary>Several clients at once.</summary>
internal sealed class Load : IDisposable
{
    private readonly LedgerCluster _cluster;
    private readonly List<Workload> _workloads;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _running;

    private Load(LedgerCluster cluster, List<Workload> workloads)
    {
        (_cluster, _workloads) = (cluster, workloads);
        _running = [.. workloads.Select(workload => Task.Run(() => workload.RunAsync(_stop.Token)))];
    }

    /// <summary>Everything that was handed in.</summary>
    public IReadOnlyList<Attempt> Attempts => [.. _workloads.SelectMany(workload => workload.Attempts)];

    /// <summary>How many commands the ledger has acknowledged.</summary>
    public int AcknowledgedCount => _workloads.Sum(workload => workload.AcknowledgedCount);

    /// <summary>One of the clients, for calls that any client may make.</summary>
    public LedgerClient AnyClient => _workloads[0].Client;

    /// <summary>Registers clients and lets them loose.</summary>
    public static async Task<Load> StartAsync(LedgerCluster cluster, int clientCount, int seed)
    {
        var keys = Enumerable.Range(0, clientCount).Select(_ => ClientKeys.Generate()).ToList();
        var workloads = new List<Workload>();
        for (var i = 0; i < clientCount; i++)
        {
            var client = await cluster.ConnectAsync(keys[i], string.Create(CultureInfo.InvariantCulture, $"storm {i}"));
            workloads.Add(new Workload(client, keys[i], keys[(i + 1) % clientCount].ClientId, (seed * 1000) + i));
        }

        return new Load(cluster, workloads);
    }

    /// <summary>Waits until this many more commands are acknowledged.</summary>
    public Task ProgressAsync(int count)
    {
        var goal = AcknowledgedCount + count;
        return _cluster.UntilAsync(string.Create(CultureInfo.InvariantCulture, $"{goal} acknowledged commands"), async () =>
        {
            // A client that has failed says why here, rather than as a lack of progress.
            if (_running.FirstOrDefault(task => task.IsFaulted) is { } failed)
                await failed;
            return AcknowledgedCount >= goal;
        });
    }

    /// <summary>Lets every client end what it is at.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
    }

    /// <summary>Reads every record, verified, and compares it with the model's.</summary>
    public async Task CompareStateAsync(HistoryOracle oracle)
    {
        foreach (var workload in _workloads)
        {
            foreach (var name in Workload.Names)
            {
                var read = await workload.ReadAsync(name);
                var expected = oracle.Find(workload.KeyOf(name));
                Assert.Equal(expected?.Version, read.Record?.Version);
                Assert.Equal(expected?.Owner, read.Record?.Owner);
                Assert.Equal(expected?.IsLive ?? false, read.IsLive);
                Assert.Equal(expected?.Value, read.IsLive ? Encoding.UTF8.GetString(read.Content!.Value) : null);
            }
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        _workloads.ForEach(workload => workload.Dispose());
        _stop.Dispose();
    }
}
