using System.Collections.Concurrent;
using System.Numerics;
using Amaters.Circuits.Fields;

namespace Amaters.Prover.Domains;

/// <summary>The n-th roots of unity ω⁰ … ωⁿ⁻¹, n = 2ᵏ, on which polynomials of degree below n are evaluated.</summary>
/// <remarks>
/// <para>ω = 5^(T·2^(32−k)) with r − 1 = 2³²·T: the choice of iden3/snarkjs, so that keys made with public tools fit.</para>
/// <para>The odd coset is the set g·ωⁱ with g = ω₂ₙ, a root of order 2n: together, domain and odd coset are the domain of size
/// 2n, its even and its odd elements. The quotient scalars of a proof are evaluations on the odd coset.</para>
/// <para>Tables of 2n elements (64 bytes times n) are made once per size and shared by the process.</para>
/// </remarks>
public sealed class EvaluationDomain
{
    /// <summary>Largest k: the two-adicity of r − 1 is 32, and the odd coset needs a root of twice the order.</summary>
    public const int MaxLog2Size = 28;

    private static readonly ConcurrentDictionary<int, EvaluationDomain> Shared = new();

    private readonly Fr[] _roots;
    private readonly Fr[] _inverseRoots;
    private readonly Fr[] _cosetScales;

    private EvaluationDomain(int log2Size)
    {
        Log2Size = log2Size;
        Size = 1 << log2Size;
        Generator = Fr.RootOfUnity(log2Size);
        CosetGenerator = Fr.RootOfUnity(log2Size + 1);
        SizeInverse = Fr.FromUInt64((ulong)Size).Inverse();
        _roots = BitReversedPowers(Generator, log2Size - 1, Fr.One);
        _inverseRoots = BitReversedPowers(Generator.Inverse(), log2Size - 1, Fr.One);
        _cosetScales = BitReversedPowers(CosetGenerator, log2Size, SizeInverse);
    }

    /// <summary>k: the domain has 2ᵏ elements.</summary>
    public int Log2Size { get; }

    /// <summary>n = 2ᵏ.</summary>
    public int Size { get; }

    /// <summary>ω, of order exactly n.</summary>
    public Fr Generator { get; }

    /// <summary>g = ω₂ₙ, of order exactly 2n, with g² = ω.</summary>
    public Fr CosetGenerator { get; }

    /// <summary>1/n.</summary>
    public Fr SizeInverse { get; }

    /// <summary>ω^rev(j) for j &lt; n/2, where rev reverses k − 1 bits: the one factor of block j in every layer of a transform.</summary>
    public ReadOnlyMemory<Fr> BitReversedRoots => _roots;

    /// <summary>ω^−rev(j) for j &lt; n/2.</summary>
    public ReadOnlyMemory<Fr> BitReversedInverseRoots => _inverseRoots;

    /// <summary>g^rev(i)/n for i &lt; n, where rev reverses k bits: turns unscaled coefficients in bit-reversed order into those of p(g·X).</summary>
    public ReadOnlyMemory<Fr> BitReversedCosetScales => _cosetScales;

    /// <summary>The domain of 2ᵏ elements.</summary>
    /// <exception cref="ArgumentOutOfRangeException">k is negative or above <see cref="MaxLog2Size"/>.</exception>
    public static EvaluationDomain OfLog2Size(int log2Size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(log2Size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(log2Size, MaxLog2Size);
        return Shared.GetOrAdd(log2Size, key => new EvaluationDomain(key));
    }

    /// <summary>The smallest domain with at least this many elements.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive or exceeds the largest domain.</exception>
    public static EvaluationDomain AtLeast(int elementCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(elementCount);
        return OfLog2Size(BitOperations.Log2((uint)elementCount - 1) + (elementCount > 1 ? 1 : 0));
    }

    /// <summary>Reverses the lowest <paramref name="bitCount"/> bits of an index.</summary>
    public static int ReverseBits(int index, int bitCount)
    {
        uint reversed = 0;
        for (int bit = 0; bit < bitCount; bit++)
            reversed |= ((uint)index >> bit & 1) << (bitCount - 1 - bit);
        return (int)reversed;
    }

    // scale·generator^rev(i) for i < 2^bitCount, with rev over bitCount bits: each bit of i multiplies in one power.
    private static Fr[] BitReversedPowers(in Fr generator, int bitCount, in Fr scale)
    {
        var powers = new Fr[1 << Math.Max(bitCount, 0)];
        powers[0] = scale;
        for (int bit = 0; bit < bitCount; bit++)
        {
            var factor = generator.Pow(1UL << (bitCount - 1 - bit));
            for (int i = 0; i < 1 << bit; i++)
                powers[(1 << bit) + i] = powers[i] * factor;
        }

        return powers;
    }
}
