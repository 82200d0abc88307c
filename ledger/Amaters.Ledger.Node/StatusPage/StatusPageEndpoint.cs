using System.Reflection;
using Amaters.Ledger.Node.Hosting;

namespace Amaters.Ledger.Node.StatusPage;

/// <summary>Serves the status page: one document and one style sheet, no script, nothing from elsewhere.</summary>
internal sealed class StatusPageEndpoint(NodeSetup setup, LedgerReplica replica)
{
    /// <summary>Path of the style sheet.</summary>
    public const string StylePath = "/status.css";

    private const int RecentBatchCount = 40;

    private static readonly string Style = ReadResource("status.css");

    /// <summary>The page.</summary>
    public Task RespondAsync(HttpContext context)
    {
        Harden(context.Response, "text/html; charset=utf-8");
        return context.Response.WriteAsync(StatusDocument.Render(Look()).ToString(), context.RequestAborted);
    }

    /// <summary>Its style sheet.</summary>
    public static Task RespondStyleAsync(HttpContext context)
    {
        Harden(context.Response, "text/css; charset=utf-8");
        return context.Response.WriteAsync(Style, context.RequestAborted);
    }

    private StatusView Look()
    {
        var newest = replica.Progress.AppliedBatch;
        var oldest = newest > RecentBatchCount ? newest - RecentBatchCount + 1 : 1;
        var batches = new List<BatchSummary>();
        for (var number = oldest; number <= newest; number++)
            batches.Add(BatchSummary.Of(replica.ReadAppliedBatch(number)));
        return new StatusView(setup.Replica.Genesis, replica.GetStatus(), batches, replica.AddressOf);
    }

    private static void Harden(HttpResponse response, string contentType)
    {
        response.ContentType = contentType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
    }

    private static string ReadResource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
