using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;
using Amaters.Testing;

namespace Amaters.Circuits.Tests.Hashing;

public sealed class Poseidon2Tests
{
    public static TheoryData<int> Widths => [2, 3, 4, 8];

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_published_answer_is_reproduced(int width)
    {
        var vectors = VectorsOf(width);
        Assert.Equal(8, vectors.FullRounds);
        Fr[] state = [.. vectors.Input.Select(Fr.FromBigInteger)], plain = [.. state];
        Poseidon2.Permute(state);
        Poseidon2.PermutePlain(plain);
        Assert.Equal(vectors.Output, state.Select(element => element.ToBigInteger()));
        Assert.Equal(state, plain);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Any_state_is_permuted_as_by_plain_matrices_over_integers(int width)
    {
        var vectors = VectorsOf(width);
        FieldLaws.Integers(Fr.Modulus).Array[width].Sample(input =>
        {
            var state = input.Select(Fr.FromBigInteger).ToArray();
            Poseidon2.Permute(state);
            Assert.Equal(PermuteIntegers(vectors, input), state.Select(element => element.ToBigInteger()));
        }, iter: 5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(9)]
    public void Other_widths_are_refused(int width) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Poseidon2.Permute(new Fr[width]));

    private static Poseidon2Vectors VectorsOf(int width) => Poseidon2Vectors.Read().Single(vectors => vectors.Width == width);

    // The definition, with both linear layers as matrices.
    private static BigInteger[] PermuteIntegers(Poseidon2Vectors vectors, BigInteger[] input)
    {
        int width = vectors.Width;
        var external = ExternalMatrix(width);
        var internalMatrix = Matrix(width, (row, column) => 1 + (row == column ? vectors.InternalDiagonalMinusOne[row] : 0));

        var state = Multiply(external, input);
        for (int round = 0; round < 4; round++)
            state = FullRound(state, round);
        foreach (var constant in vectors.InternalRoundConstants)
            state = Multiply(internalMatrix, [.. state.Select((x, i) => i == 0 ? FifthPower(x + constant) : x)]);
        for (int round = 4; round < 8; round++)
            state = FullRound(state, round);
        return state;

        BigInteger[] FullRound(BigInteger[] values, int round) =>
            Multiply(external, [.. values.Select((x, i) => FifthPower(x + vectors.ExternalRoundConstants[(round * width) + i]))]);
    }

    private static BigInteger FifthPower(BigInteger x) => BigInteger.ModPow(x, 5, Fr.Modulus);

    private static BigInteger[][] ExternalMatrix(int width)
    {
        int[][] m4 = [[5, 7, 1, 3], [4, 6, 1, 1], [1, 3, 5, 7], [1, 1, 4, 6]];
        return width < 4
            ? Matrix(width, (row, column) => row == column ? 2 : 1)
            : Matrix(width, (row, column) => m4[row % 4][column % 4] * (width > 4 && row / 4 == column / 4 ? 2 : 1));
    }

    private static BigInteger[][] Matrix(int width, Func<int, int, BigInteger> entry) =>
        [.. Enumerable.Range(0, width).Select(row => Enumerable.Range(0, width).Select(column => entry(row, column)).ToArray())];

    private static BigInteger[] Multiply(BigInteger[][] matrix, BigInteger[] vector) =>
        [.. matrix.Select(row => row.Zip(vector, (entry, x) => entry * x).Aggregate(BigInteger.Zero, BigInteger.Add) % Fr.Modulus)];
}
