using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Tests.Hashing;

public sealed class CompressionMemoTests
{
    [Fact]
    public void Remembered_hashes_are_the_right_ones_however_places_are_shared()
    {
        // Two places for ten different inputs, asked for in every order, some several times in one call.
        var memo = new CompressionMemo(2);
        Gen.Int[0, 9].Array[0, 12].Sample(choices =>
        {
            var inputs = choices.SelectMany(InputsOf).ToArray();
            var results = new Fr[choices.Length];
            memo.H8(inputs, results);
            for (var i = 0; i < choices.Length; i++)
                Assert.Equal(Compression.H8(InputsOf(choices[i])), results[i]);
        }, iter: 200, threads: 1);
    }

    [Fact]
    public void Inputs_that_differ_in_one_element_are_not_taken_for_each_other()
    {
        var memo = new CompressionMemo(1);
        var inputs = InputsOf(3);
        var result = new Fr[1];
        memo.H8(inputs, result);
        for (var i = 0; i < inputs.Length; i++)
        {
            var changed = inputs.ToArray();
            changed[i] += Fr.One;
            memo.H8(changed, result);
            Assert.Equal(Compression.H8(changed), result[0]);
        }
    }

    [Fact]
    public void The_empty_place_does_not_answer_for_zeros()
    {
        var result = new Fr[1];
        new CompressionMemo(1).H8(new Fr[8], result);
        Assert.Equal(Compression.H8(new Fr[8]), result[0]);
    }

    [Fact]
    public void Sizes_are_demanded()
    {
        Assert.Throws<ArgumentException>(() => new CompressionMemo(3));
        Assert.Throws<ArgumentException>(() => new CompressionMemo(4).H8(new Fr[9], new Fr[1]));
    }

    private static Fr[] InputsOf(int choice) => [.. Enumerable.Range(0, 8).Select(i => Fr.FromInt64(choice * (i + 1)))];
}
