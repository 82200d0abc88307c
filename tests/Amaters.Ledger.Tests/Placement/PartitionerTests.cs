using Amaters.Ledger.Placement;

namespace Amaters.Ledger.Tests.Placement;

/// <summary>Whoever proposes tables: every slice has one shard, loads are even, and a new shard moves no more than it must.</summary>
public sealed class PartitionerTests
{
    public static TheoryData<IPartitioner> Partitioners => [new RangePartitioner(), new ConsistentHashPartitioner()];

    [Theory]
    [MemberData(nameof(Partitioners))]
    public void Every_slice_gets_a_shard_that_exists_and_every_time_the_same(IPartitioner partitioner)
    {
        for (var shardCount = 1; shardCount <= 64; shardCount *= 2)
        {
            var assigned = partitioner.Assign(64, shardCount);
            Assert.Equal(64, assigned.Length);
            Assert.All(assigned, shard => Assert.InRange(shard, 0, shardCount - 1));
            Assert.Equal(assigned, partitioner.Assign(64, shardCount));
        }
    }

    [Theory]
    [MemberData(nameof(Partitioners))]
    public void More_shards_than_slices_or_none_are_refused(IPartitioner partitioner)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => partitioner.Assign(8, 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => partitioner.Assign(8, 0));
    }

    [Theory]
    [InlineData(512, 8)]
    [InlineData(512, 7)]
    [InlineData(8, 3)]
    public void Range_runs_are_contiguous_and_differ_by_one_slice_at_most(int sliceCount, int shardCount)
    {
        var assigned = new RangePartitioner().Assign(sliceCount, shardCount);
        Assert.Equal(assigned.Order(), assigned);
        var sizes = assigned.CountBy(shard => shard).Select(run => run.Value).ToList();
        Assert.Equal(shardCount, sizes.Count);
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    public void Hashed_loads_stay_within_four_standard_deviations_of_even(int shardCount)
    {
        const int SliceCount = 4096;
        var sizes = new ConsistentHashPartitioner().Assign(SliceCount, shardCount).CountBy(shard => shard).ToDictionary();
        // Each slice falls on a shard with probability 1/n, independently: a binomial count.
        var mean = (double)SliceCount / shardCount;
        var deviation = Math.Sqrt(mean * (1 - 1.0 / shardCount));
        for (var shard = 0; shard < shardCount; shard++)
            Assert.InRange(sizes.GetValueOrDefault(shard), mean - 4 * deviation, mean + 4 * deviation);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void A_new_shard_takes_its_share_and_nothing_moves_between_the_others(int shardCount)
    {
        const int SliceCount = 4096;
        var partitioner = new ConsistentHashPartitioner();
        var (before, after) = (partitioner.Assign(SliceCount, shardCount), partitioner.Assign(SliceCount, shardCount + 1));
        var moved = Enumerable.Range(0, SliceCount).Where(slice => before[slice] != after[slice]).ToList();
        Assert.All(moved, slice => Assert.Equal(shardCount, after[slice]));
        Assert.InRange(moved.Count, 1, 1.25 * SliceCount / (shardCount + 1));

        // The range partitioner, for comparison, moves slices between old shards: that is what this one is for.
        var ranges = new RangePartitioner();
        var (old, next) = (ranges.Assign(SliceCount, shardCount), ranges.Assign(SliceCount, shardCount + 1));
        Assert.True(Enumerable.Range(0, SliceCount).Count(slice => old[slice] != next[slice]) > moved.Count);
    }

    [Fact]
    public void A_partitioner_of_ones_own_makes_tables_like_any_other()
    {
        IPartitioner hot = new HotSliceAlone(hotSlice: 5);
        var table = PlacementTable.Initial(8, 3, depth: 3);
        var changed = table.TryChange(2, [.. hot.Assign(8, 3).Select(shard => (uint)shard)]);
        Assert.NotNull(changed);
        Assert.Equal([5], Enumerable.Range(0, 8).Where(slice => changed.ShardOfSlice[slice] == 2));
    }

    [Fact]
    public void Slices_tile_the_position_space()
    {
        foreach (var sliceCount in new[] { 1, 8, 64, 512 })
        {
            var table = PlacementTable.Initial(sliceCount, 1, depth: 3);
            var next = 0ul;
            for (var slice = 0; slice < sliceCount; slice++)
            {
                var (first, end) = table.PositionsOf(slice);
                Assert.Equal(next, first);
                Assert.Equal((slice, slice), (table.SliceOf(first), table.SliceOf(end - 1)));
                next = end;
            }

            Assert.Equal(512ul, next);
        }
    }

    /// <summary>Gives one busy slice the last shard to itself.</summary>
    private sealed class HotSliceAlone(int hotSlice) : IPartitioner
    {
        public int[] Assign(int sliceCount, int shardCount) => [.. Enumerable.Range(0, sliceCount).Select(slice => slice == hotSlice ? shardCount - 1 : slice % (shardCount - 1))];
    }
}
