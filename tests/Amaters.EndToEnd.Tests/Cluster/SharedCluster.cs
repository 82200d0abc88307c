using Amaters.EndToEnd.Tests.Cluster;

[assembly: AssemblyFixture(typeof(SharedCluster))]
// The tests share one cluster, and what they do to it they do to all of it.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace Amaters.EndToEnd.Tests.Cluster;

/// <summary>One cluster with a small circuit for all tests; founded when the first of them asks.</summary>
public sealed class SharedCluster : IDisposable
{
    /// <summary>Two commands a batch, so that a few hundred commands make many batches; as deep as the same domain allows, so that the hundred records of all tests never meet at one position.</summary>
    private const string Shape = "2,10";

    private LedgerCluster? _cluster;

    /// <summary>The cluster, with all of its parts running.</summary>
    internal async Task<LedgerCluster> StartAsync()
    {
        _cluster ??= await LedgerCluster.FoundAsync(Shape);
        await _cluster.StartEverythingAsync();
        return _cluster;
    }

    /// <inheritdoc />
    public void Dispose() => _cluster?.Dispose();
}
