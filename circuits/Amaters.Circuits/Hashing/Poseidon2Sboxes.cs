using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Hashing;

/// <summary>The inside of a <see cref="Poseidon2"/> permutation: what goes into its s-boxes and what they make of it, as its circuit needs to know.</summary>
/// <remarks>
/// The values, s-box by s-box in the order of the permutation: its input x, x² and x⁴. The first round's x are left out, being sums
/// over the inputs. Twin: <see cref="Poseidon2.Permute"/>.
/// </remarks>
internal static class Poseidon2Sboxes
{
    private const int ValuesEach = 3;

    /// <summary>Number of values that a permutation has.</summary>
    public static int ValueCount(Poseidon2Parameters parameters) =>
        (ValuesEach * ((Poseidon2Parameters.FullRounds * parameters.Width) + parameters.PartialRounds)) - parameters.Width;

    /// <summary>Permutes up to the last s-boxes, the last linear layer not included.</summary>
    /// <param name="state">2, 3, 4 or 8 elements; afterwards the outputs of the last round's s-boxes.</param>
    /// <param name="values">Takes the <see cref="ValueCount"/> values.</param>
    public static void Run(Span<Fr> state, Span<Fr> values)
    {
        var parameters = Poseidon2Parameters.ForWidth(state.Length);
        for (int round = 0; round < Poseidon2Parameters.FullRounds; round++)
        {
            Poseidon2.ApplyExternalMatrix(state);
            if (round == Poseidon2Parameters.FullRounds / 2)
            {
                // The layer above belongs to the last of the first full rounds.
                foreach (ref readonly var constant in parameters.InternalRoundConstants)
                {
                    state[0] = Run(state[0] + constant, ref values, keepsInput: true);
                    Poseidon2.ApplyInternalMatrix(state, parameters.InternalDiagonalMinusOne);
                }
            }

            var constants = parameters.ExternalRoundConstants(round);
            for (int i = 0; i < state.Length; i++)
                state[i] = Run(state[i] + constants[i], ref values, keepsInput: round > 0);
        }
    }

    private static Fr Run(in Fr x, ref Span<Fr> values, bool keepsInput)
    {
        var square = x.Square();
        var fourth = square.Square();
        if (keepsInput)
            Take(ref values, x);
        Take(ref values, square);
        Take(ref values, fourth);
        return fourth * x;
    }

    private static void Take(ref Span<Fr> values, in Fr value)
    {
        values[0] = value;
        values = values[1..];
    }
}
