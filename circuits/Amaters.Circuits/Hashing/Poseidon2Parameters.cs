using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Hashing;

/// <summary>The constants of one Poseidon2 permutation over <see cref="Fr"/>, as its authors publish them.</summary>
/// <remarks>The values stand in <c>Poseidon2Parameters.Generated.cs</c>; how that file is made is told in its first lines.</remarks>
public sealed partial class Poseidon2Parameters
{
    /// <summary>The s-box is x ↦ x⁵: 5 is the smallest exponent above 1 that is prime to r − 1.</summary>
    public const int Alpha = 5;

    /// <summary>Number of full rounds, in which every element passes the s-box; half of them come first, half last.</summary>
    public const int FullRounds = 8;

    private readonly Fr[] _externalRoundConstants;
    private readonly Fr[] _internalRoundConstants;
    private readonly Fr[] _internalDiagonalMinusOne;

    private Poseidon2Parameters(int width, ReadOnlySpan<ulong> external, ReadOnlySpan<ulong> @internal, ReadOnlySpan<ulong> diagonalMinusOne)
    {
        Width = width;
        _externalRoundConstants = ReadElements(external);
        _internalRoundConstants = ReadElements(@internal);
        _internalDiagonalMinusOne = ReadElements(diagonalMinusOne);
    }

    /// <summary>The permutation of two elements; only there to check the implementation against published answers.</summary>
    public static Poseidon2Parameters Width2 { get; } = new(2, External2, Internal2, DiagonalMinusOne2);

    /// <summary>The permutation of three elements; only there to check the implementation against published answers.</summary>
    public static Poseidon2Parameters Width3 { get; } = new(3, External3, Internal3, DiagonalMinusOne3);

    /// <summary>The permutation of four elements; only there to check the implementation against published answers.</summary>
    public static Poseidon2Parameters Width4 { get; } = new(4, External4, Internal4, DiagonalMinusOne4);

    /// <summary>The permutation of eight elements, from which every hash of the statement is made.</summary>
    public static Poseidon2Parameters Width8 { get; } = new(8, External8, Internal8, DiagonalMinusOne8);

    /// <summary>t, the number of elements that are permuted.</summary>
    public int Width { get; }

    /// <summary>Number of partial rounds, in which only the first element passes the s-box.</summary>
    public int PartialRounds => _internalRoundConstants.Length;

    /// <summary>The constants added in the partial rounds, one each.</summary>
    public ReadOnlySpan<Fr> InternalRoundConstants => _internalRoundConstants;

    /// <summary>μ, where the matrix of the partial rounds is the all-ones matrix plus diag(μ): yᵢ = Σ xⱼ + μᵢ·xᵢ.</summary>
    public ReadOnlySpan<Fr> InternalDiagonalMinusOne => _internalDiagonalMinusOne;

    /// <summary>The constants added in a full round, one for each element.</summary>
    /// <param name="fullRound">Index of the full round, from 0 to 7.</param>
    public ReadOnlySpan<Fr> ExternalRoundConstants(int fullRound) =>
        _externalRoundConstants.AsSpan(fullRound * Width, Width);

    /// <summary>The parameters for t elements.</summary>
    /// <param name="width">t: 2, 3, 4 or 8.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are no parameters of this width.</exception>
    public static Poseidon2Parameters ForWidth(int width) => width switch
    {
        2 => Width2,
        3 => Width3,
        4 => Width4,
        8 => Width8,
        _ => throw new ArgumentOutOfRangeException(nameof(width), width, "Poseidon2 is defined here for 2, 3, 4 and 8 elements."),
    };

    private static Fr[] ReadElements(ReadOnlySpan<ulong> limbs)
    {
        var elements = new Fr[limbs.Length / 4];
        for (int i = 0; i < elements.Length; i++)
            elements[i] = Fr.FromLimbs(limbs.Slice(4 * i, 4));
        return elements;
    }
}
