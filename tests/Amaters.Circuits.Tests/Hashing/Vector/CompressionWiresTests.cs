using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Tests.Hashing.Vector;

public sealed class CompressionWiresTests
{
    [Theory]
    [InlineData(SimdTier.Avx512)]
    [InlineData(SimdTier.Avx2)]
    public void Wires_in_lanes_equal_those_of_single_hashes(SimdTier tier)
    {
        Assert.SkipUnless(Simd.IsSupported(tier), $"This processor does not support {tier}.");
        using var lanes = BulkCompression.OfTier(tier);
        Gen.Select(HashInputs.Any.Array[8 * 19], Gen.Int[0, 19]).Sample((elements, count) =>
        {
            var wires = new Fr[count * CompressionWires.Count];
            lanes.Wires(elements.AsSpan(0, 8 * count), wires);
            for (var i = 0; i < count; i++)
                Assert.Equal(Plain(elements.AsSpan(8 * i, 8)), wires.AsSpan(i * CompressionWires.Count, CompressionWires.Count).ToArray());

            // What keeps wires for one call keeps none for the next.
            var digests = new Fr[count];
            lanes.H8(elements.AsSpan(0, 8 * count), digests);
            Assert.Equal(Enumerable.Range(1, count).Select(i => wires[(i * CompressionWires.Count) - 1]), digests);
        }, iter: 15, threads: 1);
    }

    [Fact]
    public void The_last_wire_is_the_digest() => HashInputs.Any.Array[8].Sample(inputs => Assert.Equal(Compression.H8(inputs), Plain(inputs)[^1]), iter: 30);

    [Theory]
    [InlineData(SimdTier.Avx512)]
    [InlineData(SimdTier.Avx2)]
    public void Too_little_room_is_refused(SimdTier tier)
    {
        Assert.SkipUnless(Simd.IsSupported(tier), $"This processor does not support {tier}.");
        using var lanes = BulkCompression.OfTier(tier);
        Assert.Throws<ArgumentOutOfRangeException>(() => lanes.Wires(new Fr[16], new Fr[(2 * CompressionWires.Count) - 1]));
    }

    private static Fr[] Plain(ReadOnlySpan<Fr> inputs)
    {
        var wires = new Fr[CompressionWires.Count];
        CompressionWires.Compute(inputs, wires);
        return wires;
    }
}
