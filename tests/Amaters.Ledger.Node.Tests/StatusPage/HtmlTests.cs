using Amaters.Ledger.Node.StatusPage;

namespace Amaters.Ledger.Node.Tests.StatusPage;

public sealed class HtmlTests
{
    [Fact]
    public void Data_is_encoded_and_markup_is_not() =>
        Assert.Equal("<b>&lt;script&gt;&quot;&amp;&#x27;</b><i>5</i>", Html.Of($"<b>{"<script>\"&'"}</b>{Html.Of($"<i>{5}</i>")}").ToString());

    [Fact]
    public void Numbers_are_written_alike_everywhere() => Assert.Equal("1,234.50", Html.Of($"{1234.5:N2}").ToString());

    [Theory]
    [InlineData(0, 0.001)]
    [InlineData(0.7, 1)]
    [InlineData(1, 1)]
    [InlineData(1.1, 2)]
    [InlineData(3, 5)]
    [InlineData(51, 100)]
    public void The_top_of_a_chart_is_a_round_number(double value, double top) => Assert.Equal(top, ProofTimeChart.NiceCeiling(value), precision: 9);

    [Fact]
    public void A_bar_is_drawn_for_each_batch()
    {
        var batches = Enumerable.Range(1, 5).Select(i => new BatchSummary((ulong)i, 2, 2, "worker", DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(i))).ToList();
        var svg = ProofTimeChart.Draw(batches).ToString();
        Assert.Equal(5, svg.Split("class=\"bar\"").Length - 1);
        Assert.Contains("batch 5: 5.00 s", svg, StringComparison.Ordinal);
    }
}
