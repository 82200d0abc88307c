using Amaters.Ledger.Node.Proving;
using Amaters.Ledger.Node.Telemetry;
using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.Node.StatusPage;

/// <summary>The status page as HTML.</summary>
internal static class StatusDocument
{
    private const int RefreshSeconds = 3;
    private const int TableRowCount = 12;

    public static Html Render(StatusView view)
    {
        var (facts, status) = (view.Genesis.Facts, view.Status);
        var warning = facts.IsDevelopmentKey
            ? Html.Of($"""<p class="warning" role="note">Development proving key: whoever made it could forge proofs. Not for records that matter.</p>""")
            : default;
        return Html.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="refresh" content="{RefreshSeconds}">
            <title>{facts.Name} · node {status.NodeId}</title>
            <link rel="stylesheet" href="{StatusPageEndpoint.StylePath}">
            </head>
            <body>
            <header>
            <h1>{facts.Name}</h1>
            <p>node <strong id="node-id">{status.NodeId}</strong> <span id="role" class="badge {status.Role.ToLowerInvariant()}">{status.Role}</span> term {status.Term}</p>
            <p class="quiet">ledger <code>{view.Genesis.LedgerId.ToString()}</code> · {facts.Shape.CommandCount} commands per batch · {facts.Shape.TreeDepth} tree levels</p>
            </header>
            {warning}
            <main>
            {Watermarks(status)}
            <section><h2>From sealing to proof</h2>{ProofTimeChart.Draw(view.Batches)}</section>
            {Nodes(view)}
            {Shards(status)}
            {Batches(view.Batches)}
            </main>
            <footer class="quiet">
            <p>state root <code id="state-root">{view.StateRoot.ToString()}</code></p>
            <p><a href="{TelemetrySetup.MetricsPath}">metrics</a> · <a href="{ProofQueueDashboard.Path}">proof queue</a> · refreshed every {RefreshSeconds} s</p>
            </footer>
            </body>
            </html>
            """);
    }

    private static Html Watermarks(GetStatusResponse status)
    {
        var marks = status.Watermarks;
        return Html.Of($"""
            <section class="marks">
            {Mark("committed", marks.Committed, marks.Committed, Html.Of($"{status.PendingCommands} not yet sealed"))}
            {Mark("proven", marks.Proven, marks.Committed, Html.Of($"batch {marks.ProvenBatch} of {marks.SealedBatch}"))}
            {Mark("applied", marks.Applied, marks.Committed, Html.Of($"batch {marks.AppliedBatch} of {marks.SealedBatch}"))}
            </section>
            """);
    }

    private static Html Mark(string name, ulong value, ulong whole, Html detail) => Html.Of($"""
        <div class="mark"><h2>{name}</h2><p class="number" id="{name}">{value:N0}</p>
        <progress aria-label="{name}" max="{Math.Max(1, whole)}" value="{value}"></progress><p class="quiet">{detail}</p></div>
        """);

    private static Html Nodes(StatusView view)
    {
        var status = view.Status;
        var rows = Html.Join(status.Members.OrderBy(member => member.NodeId).Select(member => Html.Of($"""
            <tr><td>{member.NodeId}{(member.NodeId == status.NodeId ? " (this one)" : "")}</td><td><span class="badge {RoleOf(member, status)}">{RoleOf(member, status)}</span></td><td>{Standing(member, status)}</td><td><code>{member.Address}</code></td><td><code>{view.ClientAddressOf(member.NodeId)}</code></td></tr>
            """)));
        return Html.Of($"""<section><h2>Nodes</h2><table id="nodes"><thead><tr><th>node</th><th>role</th><th>log</th><th>peers</th><th>clients</th></tr></thead><tbody>{rows}</tbody></table></section>""");
    }

    private static string RoleOf(MemberStatus member, GetStatusResponse status) =>
        member.NodeId == status.LeaderId ? "leader" : member.Learner ? "learner" : "follower";

    /// <summary>How far a member is, which only the leader knows.</summary>
    private static Html Standing(MemberStatus member, GetStatusResponse status)
    {
        if (status.NodeId != status.LeaderId)
            return Html.Of($"""<span class="quiet">not known here</span>""");
        if (!member.Reachable)
            return Html.Of($"""<span class="trouble">not heard of</span>""");
        var behind = status.LogLastIndex - Math.Min(status.LogLastIndex, member.MatchIndex);
        return behind == 0 ? Html.Of($"up to date") : Html.Of($"{behind:N0} behind");
    }

    private static Html Shards(GetStatusResponse status)
    {
        var rows = Html.Join(status.Shards.Select(shard => Html.Of($"""
            <tr><td>{shard.Shard}</td><td>{shard.Slices}</td><td>{shard.Records:N0}</td><td>{shard.PayloadBytes:N0}</td><td>{shard.Writes:N0}</td><td>{shard.Reads:N0}</td><td>{shard.AppliedBatch}</td></tr>
            """)));
        return Html.Of($"""<section><h2>Shards</h2>{ShardChart.Draw(status.Shards)}<table id="shards" class="numbers"><thead><tr><th>shard</th><th>slices</th><th>records</th><th>payload bytes</th><th>writes</th><th>reads</th><th>applied batch</th></tr></thead><tbody>{rows}</tbody></table></section>""");
    }

    private static Html Batches(IReadOnlyList<BatchSummary> batches)
    {
        var rows = Html.Join(batches.Reverse().Take(TableRowCount).Select(batch => Html.Of($"""
            <tr><td>{batch.Number}</td><td>{batch.CommandCount}</td><td>{batch.EffectiveCount}</td><td>{batch.ProvingTime.TotalSeconds:F2} s</td><td>{batch.SealedAt:yyyy-MM-dd HH:mm:ss}</td><td>{batch.Worker}</td></tr>
            """)));
        return Html.Of($"""<section><h2>Recent batches</h2><table id="batches" class="numbers"><thead><tr><th>batch</th><th>commands</th><th>took effect</th><th>sealed to proven</th><th>sealed (UTC)</th><th>worker</th></tr></thead><tbody>{rows}</tbody></table></section>""");
    }
}
