using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Tests.Hashing;

public sealed class CompressionTests
{
    [Fact]
    public void H8_is_the_first_element_of_permutation_plus_input()
    {
        var input = Enumerable.Range(0, 8).Select(_ => Fr.Random()).ToArray();
        var state = input.ToArray();
        Poseidon2.Permute(state);
        Assert.Equal(state[0] + input[0], Compression.H8(input));
    }

    [Fact]
    public void The_published_t8_answer_gives_a_known_compression()
    {
        // Input 0: the feed-forward of the first element adds nothing to the published output.
        var known = Poseidon2Vectors.Read().Single(vectors => vectors.Width == 8);
        var input = known.Input.Select(Fr.FromBigInteger).ToArray();
        Assert.Equal(known.Output[0], Compression.H8(input).ToBigInteger());
    }

    [Fact]
    public void A_tagged_hash_is_H8_of_tag_values_and_zeros()
    {
        var (x, y) = (Fr.Random(), Fr.Random());
        Fr[] inputs = [Fr.FromUInt64(4), x, y, Fr.Zero, Fr.Zero, Fr.Zero, Fr.Zero, Fr.Zero];
        Assert.Equal(Compression.H8(inputs), Compression.H8(DomainTag.Position, x, y));
    }

    [Theory]
    [InlineData(DomainTag.Client, 1)]
    [InlineData(DomainTag.Command, 2)]
    [InlineData(DomainTag.Signature, 3)]
    [InlineData(DomainTag.Position, 4)]
    [InlineData(DomainTag.Record, 5)]
    [InlineData(DomainTag.Batch, 6)]
    public void Tags_have_the_numbers_of_the_statement(DomainTag tag, int number) => Assert.Equal(number, (int)tag);

    [Fact]
    public void Every_input_and_the_tag_change_the_hash()
    {
        var values = Enumerable.Range(10, 7).Select(i => Fr.FromInt64(i)).ToArray();
        var hashes = new HashSet<Fr>();
        foreach (var tag in Enum.GetValues<DomainTag>().Where(tag => tag != DomainTag.None))
            Assert.True(hashes.Add(Compression.H8(tag, values)));
        for (int i = 0; i < values.Length; i++)
        {
            var changed = values.ToArray();
            changed[i] += Fr.One;
            Assert.True(hashes.Add(Compression.H8(DomainTag.Command, changed)));
        }
    }

    [Fact]
    public void Wrong_numbers_of_inputs_and_a_missing_tag_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Compression.H8(new Fr[7]));
        Assert.Throws<ArgumentException>(() => Compression.H8(DomainTag.Client, new Fr[8]));
        Assert.Throws<ArgumentException>(() => Compression.H8(DomainTag.None, Fr.One));
    }
}
