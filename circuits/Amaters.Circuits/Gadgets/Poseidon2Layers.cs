using System.Collections.Concurrent;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Gadgets;

/// <summary>The linear layers of one Poseidon2 permutation, read backwards: each s-box output as a sum over later s-box inputs.</summary>
/// <remarks>
/// <para>
/// S-boxes are numbered in the order of the permutation: t for each of the first four full rounds, one for each partial
/// round, t for each of the last four. Let xᵢ be the input and yᵢ = xᵢ⁵ the output of s-box i. Between two full rounds
/// y = (Mᴱ)⁻¹·(x′ − c′), where x′ are the inputs of the round that follows. Through the partial rounds the state is
/// followed from their end: it is x′ − c′ of the full round behind them, Mᴵ undoes to (y, s₁, …, s₇), the first of
/// which is the s-box output, and putting x − c in its place gives the state one round earlier.
/// </para>
/// <para>
/// All these maps are invertible, so the equations say exactly what the permutation says forwards. Their use: s-box
/// inputs may be wires of their own, and the long sums (up to 65 terms) appear once each, as products in matrix C,
/// which no prover multiplies. Written forwards they would be the factors, three times each, in A and B.
/// </para>
/// </remarks>
internal sealed class Poseidon2Layers
{
    /// <summary>Number of full rounds before the partial rounds, and again after them.</summary>
    public const int HalfFullRounds = Poseidon2Parameters.FullRounds / 2;

    private static readonly ConcurrentDictionary<int, Poseidon2Layers> Cache = new();

    private readonly AffineForm[] _outputs;

    private Poseidon2Layers(Poseidon2Parameters parameters)
    {
        Parameters = parameters;
        int width = parameters.Width;
        External = SquareMatrix.Of(width, state => Poseidon2.ApplyExternalMatrix(state));
        var externalInverse = External.Inverse();
        var internalInverse = SquareMatrix.Of(width, state => Poseidon2.ApplyInternalMatrix(state, parameters.InternalDiagonalMinusOne)).Inverse();

        _outputs = new AffineForm[SboxCount - width];
        for (int round = 0; round < Poseidon2Parameters.FullRounds - 1; round++)
        {
            if (round != HalfFullRounds - 1)
                Store(round, externalInverse, FullRoundInput(round + 1));
        }

        var state = FullRoundInput(HalfFullRounds);
        for (int round = parameters.PartialRounds - 1; round >= 0; round--)
        {
            int sbox = (HalfFullRounds * width) + round;
            state = Apply(internalInverse, state);
            _outputs[sbox] = state[0];
            state[0] = AffineForm.Variable(SboxCount, sbox) - parameters.InternalRoundConstants[round];
        }

        Store(HalfFullRounds - 1, externalInverse, state);
    }

    /// <summary>The permutation's constants.</summary>
    public Poseidon2Parameters Parameters { get; }

    /// <summary>Number of s-boxes.</summary>
    public int SboxCount => (Poseidon2Parameters.FullRounds * Parameters.Width) + Parameters.PartialRounds;

    /// <summary>Mᴱ.</summary>
    public SquareMatrix External { get; }

    /// <summary>The layers of the permutation of so many elements.</summary>
    public static Poseidon2Layers ForWidth(int width) => Cache.GetOrAdd(width, _ => new Poseidon2Layers(Poseidon2Parameters.ForWidth(width)));

    /// <summary>yᵢ as Σ coefficient·xⱼ + constant over inputs of later s-boxes; i is before the last full round.</summary>
    public AffineForm Output(int sbox) => _outputs[sbox];

    /// <summary>Index of the first s-box of a full round.</summary>
    public int FirstSboxOf(int fullRound) =>
        (fullRound * Parameters.Width) + (fullRound < HalfFullRounds ? 0 : Parameters.PartialRounds);

    private static AffineForm[] Apply(SquareMatrix matrix, AffineForm[] state)
    {
        var result = new AffineForm[state.Length];
        for (int row = 0; row < result.Length; row++)
            result[row] = AffineForm.Sum(matrix[row], state);
        return result;
    }

    private AffineForm[] FullRoundInput(int round)
    {
        var state = new AffineForm[Parameters.Width];
        for (int i = 0; i < state.Length; i++)
            state[i] = AffineForm.Variable(SboxCount, FirstSboxOf(round) + i) - Parameters.ExternalRoundConstants(round)[i];
        return state;
    }

    private void Store(int round, SquareMatrix externalInverse, AffineForm[] state) =>
        Apply(externalInverse, state).CopyTo(_outputs.AsSpan(FirstSboxOf(round)));

    /// <summary>Σ coefficientⱼ·xⱼ + constant over the inputs of all s-boxes.</summary>
    internal readonly record struct AffineForm(Fr[] Coefficients, Fr Constant)
    {
        public static AffineForm operator -(AffineForm form, Fr constant) => form with { Constant = form.Constant - constant };

        public static AffineForm Variable(int count, int index)
        {
            var coefficients = new Fr[count];
            coefficients[index] = Fr.One;
            return new AffineForm(coefficients, Fr.Zero);
        }

        public static AffineForm Sum(ReadOnlySpan<Fr> factors, ReadOnlySpan<AffineForm> forms)
        {
            var coefficients = new Fr[forms[0].Coefficients.Length];
            var constant = Fr.Zero;
            for (int i = 0; i < factors.Length; i++)
            {
                constant += factors[i] * forms[i].Constant;
                for (int j = 0; j < coefficients.Length; j++)
                    coefficients[j] += factors[i] * forms[i].Coefficients[j];
            }

            return new AffineForm(coefficients, constant);
        }
    }
}
