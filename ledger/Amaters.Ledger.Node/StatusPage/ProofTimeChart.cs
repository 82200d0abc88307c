namespace Amaters.Ledger.Node.StatusPage;

/// <summary>Proof times of recent batches as bars, in inline SVG. Colours come from the style sheet.</summary>
internal static class ProofTimeChart
{
    private const int Width = 720;
    private const int Height = 180;
    private const int Left = 44;
    private const int Bottom = 24;
    private const int Top = 10;
    private const int BarCountMin = 12;

    /// <summary>Draws batches, oldest on the left.</summary>
    public static Html Draw(IReadOnlyList<BatchSummary> batches)
    {
        if (batches.Count == 0)
            return Html.Of($"<p class=\"quiet\">No batch has been proven yet.</p>");
        var top = NiceCeiling(batches.Max(batch => batch.ProvingTime.TotalSeconds));
        var step = (double)(Width - Left) / Math.Max(batches.Count, BarCountMin);
        var bars = Html.Join(batches.Select((batch, i) => Bar(batch, Left + (i * step), step, top)));
        var lines = Html.Join(new[] { 0, 0.5, 1 }.Select(part => GridLine(part, top)));
        return Html.Of($"""
            <svg id="proof-times" viewBox="0 0 {Width} {Height}" role="img" aria-label="Seconds from sealing to proof, batches {batches[0].Number} to {batches[^1].Number}">
            {lines}{bars}{MedianLine(batches, top)}
            <text class="axis" x="{Left}" y="{Height - 6}">batch {batches[0].Number}</text>
            <text class="axis" x="{Width}" y="{Height - 6}" text-anchor="end">batch {batches[^1].Number}</text>
            </svg>
            """);
    }

    private static Html Bar(BatchSummary batch, double x, double step, double top)
    {
        var seconds = batch.ProvingTime.TotalSeconds;
        var height = Math.Max(1, seconds / top * (Height - Bottom - Top));
        return Html.Of($"""<rect class="bar" x="{x + 1:F1}" y="{Height - Bottom - height:F1}" width="{Math.Max(1, step - 2):F1}" height="{height:F1}"><title>batch {batch.Number}: {seconds:F2} s</title></rect>""");
    }

    private static Html MedianLine(IReadOnlyList<BatchSummary> batches, double top)
    {
        var median = batches.Select(batch => batch.ProvingTime.TotalSeconds).Order().ElementAt(batches.Count / 2);
        var y = Height - Bottom - (median / top * (Height - Bottom - Top));
        return Html.Of($"""<line class="median" x1="{Left}" x2="{Width}" y1="{y:F1}" y2="{y:F1}"/><text class="axis" id="median" x="{(Left + Width) / 2}" y="{Height - 6}" text-anchor="middle">median {median:0.00} s</text>""");
    }

    private static Html GridLine(double part, double top)
    {
        var y = Height - Bottom - (part * (Height - Bottom - Top));
        return Html.Of($"""<line class="grid" x1="{Left}" x2="{Width}" y1="{y:F1}" y2="{y:F1}"/><text class="axis" x="{Left - 6}" y="{y + 4:F1}" text-anchor="end">{part * top:0.##} s</text>""");
    }

    /// <summary>1, 2 or 5 times a power of ten, at or above a value.</summary>
    internal static double NiceCeiling(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(Math.Max(value, 0.001))));
        return power * (value <= power ? 1 : value <= 2 * power ? 2 : value <= 5 * power ? 5 : 10);
    }
}
