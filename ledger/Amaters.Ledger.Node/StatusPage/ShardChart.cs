using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.Node.StatusPage;

/// <summary>Size and load of the shards as bars side by side, in inline SVG: is one of them carrying everything?</summary>
internal static class ShardChart
{
    private const int Width = 720;
    private const int RowHeight = 26;
    private const int BarHeight = 9;
    private const int Left = 64;
    private const int Right = 90;

    /// <summary>Draws a row for each shard, its records above its reads; each kind by its own greatest value.</summary>
    public static Html Draw(IReadOnlyList<ShardStatus> shards)
    {
        var (records, reads) = (Greatest(shards, shard => shard.Records), Greatest(shards, shard => shard.Reads));
        var rows = Html.Join(shards.Select((shard, row) => Html.Of($"""
            <text class="axis" x="{Left - 8}" y="{(row * RowHeight) + 14}" text-anchor="end">shard {shard.Shard}</text>
            {Bar("bar", row * RowHeight, shard.Records, records, "records")}{Bar("bar second", (row * RowHeight) + BarHeight + 1, shard.Reads, reads, "reads")}
            """)));
        return Html.Of($"""
            <svg id="shard-load" viewBox="0 0 {Width} {shards.Count * RowHeight}" role="img" aria-label="Records and reads of each shard">{rows}</svg>
            <p class="legend"><span class="key"></span>records <span class="key second"></span>reads from this node</p>
            """);
    }

    private static Html Bar(string style, int y, ulong value, ulong greatest, string what)
    {
        var width = (Width - Left - Right) * (double)value / greatest;
        return Html.Of($"""<rect class="{style}" x="{Left}" y="{y + 2}" width="{width:F1}" height="{BarHeight}"><title>{value:N0} {what}</title></rect><text class="axis" x="{Left + width + 6:F1}" y="{y + BarHeight + 1}">{value:N0}</text>""");
    }

    private static ulong Greatest(IReadOnlyList<ShardStatus> shards, Func<ShardStatus, ulong> value) => Math.Max(1, shards.Select(value).DefaultIfEmpty().Max());
}
