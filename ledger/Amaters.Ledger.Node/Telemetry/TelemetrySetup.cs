using Amaters.Ledger.Node.Configuration;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Amaters.Ledger.Node.Telemetry;

/// <summary>OpenTelemetry for one node: metrics for Prometheus always, metrics and traces for a collector where one is configured.</summary>
internal static class TelemetrySetup
{
    private const string ReplicationMeter = "Amaters.Ledger.Replication";

    /// <summary>Path of the Prometheus endpoint on the status listener.</summary>
    public const string MetricsPath = "/metrics";

    public static void AddNodeTelemetry(this IServiceCollection services, ulong nodeId, TelemetryOptions options)
    {
        var collector = options.Otlp.Length == 0 ? null : new Uri(options.Otlp);
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("amaters-node", serviceInstanceId: $"node-{nodeId}"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(NodeMetrics.MeterName, ReplicationMeter).AddAspNetCoreInstrumentation().AddRuntimeInstrumentation();
                metrics.AddPrometheusExporter();
                if (collector is not null)
                    metrics.AddOtlpExporter(otlp => otlp.Endpoint = collector);
            })
            .WithTracing(traces =>
            {
                traces.AddAspNetCoreInstrumentation();
                if (collector is not null)
                    traces.AddOtlpExporter(otlp => otlp.Endpoint = collector);
            });
    }
}
