using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Circuits.Gadgets;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Tests.Gadgets;

public sealed class PreparedHashesTests
{
    [Fact]
    public void A_prepared_hash_is_taken_for_equal_inputs_alone() => Gen.Select(Elements.Any.Array[8], Gen.Int[0, 7], Elements.Any).Sample((inputs, place, other) =>
    {
        SkipWithoutLanes();
        using var hashes = new PreparedHashes(1, Simd.Tier);
        hashes.Add(inputs);
        Assert.Equal(Hash(inputs, null), Hash(inputs, hashes));
        Assert.Equal(1, hashes.UseCount);

        Fr[] changed = [.. inputs];
        changed[place] = other;
        Assert.Equal(Hash(changed, null), Hash(changed, hashes));
        Assert.Equal(changed.SequenceEqual(inputs) ? 2 : 1, hashes.UseCount);
    }, iter: 10);

    [Fact]
    public void Digests_are_those_of_the_native_compression() => Elements.Any.Array[8 * 5].Sample(inputs =>
    {
        SkipWithoutLanes();
        using var hashes = new PreparedHashes(5, Simd.Tier);
        var digests = new Fr[4];
        hashes.Add(inputs, digests);
        for (int i = 0; i < digests.Length; i++)
            Assert.Equal(Compression.H8(inputs.AsSpan(8 * i, 8)), digests[i]);
    }, iter: 5);

    [Fact]
    public void More_hashes_than_there_is_room_for_are_refused()
    {
        SkipWithoutLanes();
        using var hashes = new PreparedHashes(1, Simd.Tier);
        Assert.Throws<ArgumentException>(() => hashes.Add(new Fr[16]));
    }

    private static void SkipWithoutLanes() => Assert.SkipWhen(Simd.Tier == SimdTier.Plain, "The plain tier prepares nothing.");

    private static Fr[] Hash(Fr[] inputs, PreparedHashes? hashes)
    {
        var values = new Fr[1 + CompressionWires.Count];
        var builder = ConstraintBuilder.ForWitnessPart(values, 1, hashes);
        var digest = Poseidon2Gadget.H8(builder, [.. inputs.Select(input => (LinearCombination)input)]);
        Assert.Equal((values.Length, Compression.H8(inputs)), (builder.WireCount, digest.Value));
        return values;
    }
}
