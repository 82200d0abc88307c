using System.Numerics;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Gadgets;

/// <summary>Binary digits of values, unique in every case: a value has one list of bits that the constraints accept.</summary>
public static class BitDecomposition
{
    /// <summary>So many bits never have the same sum modulo r in two ways: 2²⁵⁴ &lt; r &lt; 2²⁵⁵.</summary>
    public const int MaxBitCount = Fr.BitCount - 1;

    private static readonly Fr[] InversesOfCounts = InvertCounts();

    /// <summary>Constrains x &lt; 2ⁿ and returns its n bits, least significant first.</summary>
    /// <param name="builder">Takes the constraints.</param>
    /// <param name="x">The number.</param>
    /// <param name="bitCount">n, from 1 to 254; a full field element takes <see cref="Canonical"/>.</param>
    /// <remarks>Constraints: n + 1. Wires: n. Sound because the sum stays below 2²⁵⁴ &lt; r, so no second list of bits has the same sum. Doc: BITS-1.</remarks>
    public static Bit[] Decompose(ConstraintBuilder builder, in LinearCombination x, int bitCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bitCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bitCount, MaxBitCount);
        using var scope = builder.Gadget("bits");
        return AllocatePacked(builder, x, bitCount);
    }

    /// <summary>Returns the 255 bits, least significant first, of the integer in [0, r) that x stands for.</summary>
    /// <remarks>
    /// Constraints: 255 + 1 + 44 = 300. Wires: 255 + 44 = 299. Sound: 255 bits sum to x or, for small x, to x + r, which 2²⁵⁵
    /// leaves room for; holding them to at most r − 1 (BITS-3) rules the second out. Doc: BITS-2.
    /// </remarks>
    public static Bit[] Canonical(ConstraintBuilder builder, in LinearCombination x)
    {
        using var scope = builder.Gadget("canonical-bits");
        var bits = AllocatePacked(builder, x, Fr.BitCount);
        EnforceAtMost(builder, bits, Fr.Modulus - 1);
        return bits;
    }

    /// <summary>Constrains the integer Σ 2ⁱ·bᵢ to be at most a constant m that has as many binary digits as there are bits.</summary>
    /// <param name="builder">Takes the constraints.</param>
    /// <param name="bits">The bits, least significant first.</param>
    /// <param name="bound">m; its top digit, at the place of the last bit, is 1.</param>
    /// <remarks>
    /// <para>
    /// Constraints and wires: the number of runs of zeros in m. Read from the top, the bits exceed m exactly when some
    /// place holds 1 where m holds 0 while every place above at which m holds 1 holds 1 too. So, for each run of zeros
    /// of m, with D = how many ones of m above it the bits lack and Z = how many bits within it are 1: D = 0 ⇒ Z = 0.
    /// A single product says so, with a helper w: D · w = Z has a solution unless D = 0 ≠ Z. D and Z are below 256,
    /// so neither wraps around r.
    /// </para>
    /// <para>Free wire: w where D = 0, which forces Z = 0. Doc: BITS-3.</para>
    /// </remarks>
    public static void EnforceAtMost(ConstraintBuilder builder, ReadOnlySpan<Bit> bits, BigInteger bound)
    {
        if (bound.Sign <= 0 || bound.GetBitLength() != bits.Length)
            throw new ArgumentException("The bound must have exactly as many binary digits as there are bits.", nameof(bound));
        using var scope = builder.Gadget("at-most");

        var digits = UInt256.FromBigInteger(bound);
        var lacking = LinearCombination.Zero;
        for (int place = bits.Length - 1; place >= 0;)
        {
            for (; place >= 0 && digits.Bit(place); place--)
                lacking += !bits[place];
            if (place < 0)
                break;

            var exceeding = LinearCombination.Zero;
            for (; place >= 0 && !digits.Bit(place); place--)
                exceeding += bits[place];

            // BITS-3   D · w = Z
            var inverse = InverseOfCount(lacking.Value);
            var quotient = builder.AllocateHint(exceeding.Value * inverse, isFree: inverse.IsZero, "D = 0 multiplies it and already forces Z = 0");
            builder.Enforce(lacking, quotient, exceeding);
        }
    }

    // A count of bits is a small number, unless a lying prover puts another value in a bit's place.
    private static Fr InverseOfCount(in Fr count)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        count.ToStandardLimbs(limbs);
        return limbs[0] <= Fr.BitCount && (limbs[1] | limbs[2] | limbs[3]) == 0 ? InversesOfCounts[(int)limbs[0]] : count.Inverse();
    }

    private static Bit[] AllocatePacked(ConstraintBuilder builder, in LinearCombination x, int bitCount)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        x.Value.ToStandardLimbs(limbs);
        var bits = new Bit[bitCount];
        for (int i = 0; i < bitCount; i++)
            bits[i] = Bit.Allocate(builder, ((limbs[i >> 6] >> (i & 63)) & 1) != 0);

        // BITS-1   Σ 2ⁱ·bᵢ = x
        if (builder.RecordsConstraints)
            builder.EnforceEqual(Bit.Pack(bits), x);
        return bits;
    }

    private static Fr[] InvertCounts()
    {
        Fr[] inverses = [.. Enumerable.Range(0, Fr.BitCount + 1).Select(count => Fr.FromUInt64((ulong)count))];
        Fr.BatchInvert(inverses);
        return inverses;
    }
}
