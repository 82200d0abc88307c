using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Amaters.Ledger.Node.Services;

/// <summary>A node serves when its replica runs and knows a leader; without one it can neither commit nor confirm reads.</summary>
internal sealed class LeaderKnownCheck(LedgerReplica replica) : IHealthCheck
{
    /// <summary>Path on the status listener, where it is told in HTTP; on the client listener it is gRPC's health service.</summary>
    public const string Path = "/health";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            replica.Completion.IsCompleted ? HealthCheckResult.Unhealthy("The node has stopped.")
            : replica.Group.Status.Leader.Value == 0 ? HealthCheckResult.Unhealthy("No leader is known.")
            : HealthCheckResult.Healthy());
}
