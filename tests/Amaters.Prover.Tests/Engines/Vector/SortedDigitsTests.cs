using Amaters.Circuits.Fields;
using Amaters.Prover.Engines.Vector;

namespace Amaters.Prover.Tests.Engines.Vector;

/// <summary>The two-pass sort against the plain one: a stable sort of all digits by magnitude.</summary>
public sealed unsafe class SortedDigitsTests : IDisposable
{
    private readonly DigitPools _pools = new();

    public void Dispose() => _pools.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(700)]
    [InlineData(40_000)]
    public void Entries_of_each_window_stand_by_bucket_in_the_order_of_scalars(int count)
    {
        var scalars = Enumerable.Range(0, count).Select(i => (i % 4) switch { 0 => Fr.Zero, 1 => Fr.FromInt64(-i), _ => Fr.FromUInt64((ulong)i + 2).Pow(1001) }).ToArray();
        Check(scalars);
    }

    [Fact]
    public void Buffers_are_empty_for_the_next_scalars()
    {
        Check([.. Enumerable.Range(0, 500).Select(i => Fr.FromUInt64((ulong)i + 2).Pow(1001))]);
        Check(new Fr[500]);
        Check([.. Enumerable.Range(0, 100).Select(i => Fr.FromUInt64((ulong)i))]);
    }

    private void Check(Fr[] scalars)
    {
        using var sorted = new SortedDigits(scalars, _pools, workerCount: 2);
        var halves = 2 * scalars.Length;
        var digits = new short[sorted.Plan.Count * halves];
        fixed (short* target = digits)
            ScalarDigits.Write(scalars, 0, scalars.Length, sorted.Plan, target);
        for (var window = 0; window < sorted.Plan.Count; window++)
        {
            var ofWindow = digits.AsSpan(window * halves, halves).ToArray();
            var expected = Enumerable.Range(0, halves)
                .Where(i => ofWindow[i] != 0)
                .OrderBy(i => Math.Abs((int)ofWindow[i]))
                .Select(i => (2 * (uint)i) + (ofWindow[i] < 0 ? 1u : 0));
            var buckets = sorted.Plan.Buckets(window);
            Assert.Equal(expected, new ReadOnlySpan<uint>(sorted.Entries(window), sorted.Ends(window)[buckets]).ToArray());
            var end = 0;
            var sizes = ofWindow.Where(digit => digit != 0).CountBy(digit => Math.Abs((int)digit)).ToDictionary();
            for (var bucket = 0; bucket <= buckets; bucket++)
            {
                end += sizes.GetValueOrDefault(bucket);
                Assert.Equal(end, sorted.Ends(window)[bucket]);
            }
        }
    }
}
