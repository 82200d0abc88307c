using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Circuits.Hashing.Vector;

namespace Amaters.Circuits.Hashing;

/// <summary>The Poseidon2 permutation over <see cref="Fr"/> (Grassi, Khovratovich, Schofnegger, eprint 2023/323).</summary>
/// <remarks>
/// <code>
/// x ← Mᴱ·x                                          the initial layer that Poseidon1 does not have
/// 4 times:      x ← Mᴱ·S(x + c)                     S: every element to the fifth power
/// Rᴾ times:     x₀ ← (x₀ + c)⁵,  x ← Mᴵ·x
/// 4 times:      x ← Mᴱ·S(x + c)
/// </code>
/// Mᴱ is circ(2, 1) for t = 2, circ(2, 1, 1) for t = 3, M₄ for t = 4 and circ(2·M₄, M₄) for t = 8; Mᴵ is the all-ones
/// matrix plus a diagonal. Nothing here depends on the values, so secrets may be permuted.
/// </remarks>
public static class Poseidon2
{
    [ThreadStatic]
    private static Poseidon2Block? _block;

    /// <summary>Permutes 2, 3, 4 or 8 elements in place; eight of them in lanes where the processor has as many.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The state has another length.</exception>
    public static void Permute(Span<Fr> state)
    {
        if (state.Length == Compression.Arity && Simd.Tier == SimdTier.Avx512)
            (_block ??= new Poseidon2Block()).Permute(state);
        else
            PermutePlain(state);
    }

    /// <summary>The same, one element after the other: the definition, and the oracle of everything faster.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The state has another length.</exception>
    internal static void PermutePlain(Span<Fr> state)
    {
        var parameters = Poseidon2Parameters.ForWidth(state.Length);
        ApplyExternalMatrix(state);

        for (int round = 0; round < Poseidon2Parameters.FullRounds / 2; round++)
            FullRound(state, parameters.ExternalRoundConstants(round));
        foreach (ref readonly var constant in parameters.InternalRoundConstants)
            PartialRound(state, constant, parameters.InternalDiagonalMinusOne);
        for (int round = Poseidon2Parameters.FullRounds / 2; round < Poseidon2Parameters.FullRounds; round++)
            FullRound(state, parameters.ExternalRoundConstants(round));
    }

    private static void FullRound(Span<Fr> state, ReadOnlySpan<Fr> constants)
    {
        for (int i = 0; i < state.Length; i++)
            state[i] = FifthPower(state[i] + constants[i]);
        ApplyExternalMatrix(state);
    }

    private static void PartialRound(Span<Fr> state, in Fr constant, ReadOnlySpan<Fr> diagonalMinusOne)
    {
        state[0] = FifthPower(state[0] + constant);
        ApplyInternalMatrix(state, diagonalMinusOne);
    }

    private static Fr FifthPower(in Fr x)
    {
        var square = x.Square();
        return square.Square() * x;
    }

    /// <summary>x ← Mᴵ·x.</summary>
    internal static void ApplyInternalMatrix(Span<Fr> state, ReadOnlySpan<Fr> diagonalMinusOne)
    {
        var sum = Sum(state);
        for (int i = 0; i < state.Length; i++)
            state[i] = (state[i] * diagonalMinusOne[i]) + sum;
    }

    /// <summary>x ← Mᴱ·x.</summary>
    internal static void ApplyExternalMatrix(Span<Fr> state)
    {
        if (state.Length < 4)
        {
            var sum = Sum(state);
            foreach (ref var element in state)
                element += sum;
            return;
        }

        for (int i = 0; i < state.Length; i += 4)
            MultiplyByM4(state.Slice(i, 4));
        if (state.Length == 4)
            return;

        for (int column = 0; column < 4; column++)
        {
            var sum = state[column] + state[column + 4];
            state[column] += sum;
            state[column + 4] += sum;
        }
    }

    // M₄ = (5 7 1 3 | 4 6 1 1 | 1 3 5 7 | 1 1 4 6) with the addition chain of the paper, appendix B.
    private static void MultiplyByM4(Span<Fr> x)
    {
        var sum01 = x[0] + x[1];
        var sum23 = x[2] + x[3];
        var twice1 = x[1].Double() + sum23;
        var twice3 = x[3].Double() + sum01;
        var fourth = sum23.Double().Double() + twice3;
        var second = sum01.Double().Double() + twice1;
        x[0] = twice3 + second;
        x[1] = second;
        x[2] = twice1 + fourth;
        x[3] = fourth;
    }

    private static Fr Sum(ReadOnlySpan<Fr> elements)
    {
        var sum = elements[0];
        foreach (ref readonly var element in elements[1..])
            sum += element;
        return sum;
    }
}
