using Amaters.Ledger.Node.Hosting;
using Amaters.Ledger.Node.Services;
using Hangfire;
using Hangfire.Dashboard;

namespace Amaters.Ledger.Node.Proving;

/// <summary>Hangfire's pages about the queue, for those whom the admin policy allows, to look at only.</summary>
/// <remarks>Read-only, so that a forged request can change nothing; what an operator would want to requeue, the node requests again by itself.</remarks>
internal static class ProofQueueDashboard
{
    /// <summary>Path on the status listener.</summary>
    public const string Path = "/queue";

    public static void MapProofQueueDashboard(this IEndpointRouteBuilder endpoints, NodeSetup setup) =>
        endpoints.MapHangfireDashboard(
            Path,
            new DashboardOptions
            {
                DashboardTitle = "Proof queue",
                DisplayStorageConnectionString = false,
                IsReadOnlyFunc = _ => true,
                AppPath = "/",
                Authorization = [new PolicyFilter(setup.Admin)],
            },
            setup.Queue);

    private sealed class PolicyFilter(AccessPolicy policy) : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context)
        {
            var http = context.GetHttpContext();
            if (policy.Allows(http))
                return true;
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"proof queue\", charset=\"UTF-8\"";
            return false;
        }
    }
}
