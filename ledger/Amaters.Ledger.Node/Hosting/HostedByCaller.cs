namespace Amaters.Ledger.Node.Hosting;

/// <summary>Leaves signals to the program: a process may hold several nodes, and stops them in an order of its own.</summary>
internal sealed class HostedByCaller : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
