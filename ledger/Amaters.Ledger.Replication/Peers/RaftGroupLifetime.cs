using Microsoft.Extensions.Hosting;

namespace Amaters.Ledger.Replication.Peers;

/// <summary>Stops a group before the server that carries its messages: a leader hands over while it can still be heard.</summary>
internal sealed class RaftGroupLifetime(RaftGroup group) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => group.DisposeAsync().AsTask();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
