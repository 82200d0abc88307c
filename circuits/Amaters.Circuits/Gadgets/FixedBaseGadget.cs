using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Jubjub;

namespace Amaters.Circuits.Gadgets;

/// <summary>n·B for the generator B: one addition of a table entry for every three bits of n, and no doubling.</summary>
public static class FixedBaseGadget
{
    private const int WindowBits = 3;
    private const int WindowSize = 1 << WindowBits;
    private const int WindowCount = JubjubCurve.ScalarBitCount / WindowBits;

    private static readonly (Fr U, Fr V)[] Table = MakeTable();

    /// <summary>Σ 2ⁱ·bᵢ·B over 252 bits, least significant first.</summary>
    /// <remarks>
    /// Constraints and wires: 84 · 3 + 83 · 6 = 750. Sound for any 252 bits, since EDWARDS-2 is complete; that they stand
    /// for a number below l is the caller's to enforce. Twin: <see cref="JubjubPoint.MultiplyGenerator"/>. Doc: EDWARDS-4.
    /// </remarks>
    public static EdwardsPoint Multiply(ConstraintBuilder builder, ReadOnlySpan<Bit> bits)
    {
        if (bits.Length != JubjubCurve.ScalarBitCount)
            throw new ArgumentException($"A scalar has {JubjubCurve.ScalarBitCount} bits.", nameof(bits));
        using var scope = builder.Gadget("fixed-base");
        var values = RunningSums(bits);
        var sum = LookUp(builder, 0, bits[..WindowBits]);
        for (int window = 1; window < WindowCount; window++)
            sum = EdwardsGadget.Add(builder, sum, LookUp(builder, window, bits.Slice(window * WindowBits, WindowBits)), values[window]);
        return sum;
    }

    // The values of the sum after each window.
    private static (Fr U, Fr V)[] RunningSums(ReadOnlySpan<Bit> bits)
    {
        var sums = new ExtendedPoint[WindowCount];
        var sum = ExtendedPoint.Identity;
        for (int window = 0; window < WindowCount; window++)
        {
            var digits = bits.Slice(window * WindowBits, WindowBits);
            int digit = (digits[0].Value ? 1 : 0) + (digits[1].Value ? 2 : 0) + (digits[2].Value ? 4 : 0);
            var (u, v) = Table[(window * WindowSize) + digit];
            sum += ExtendedPoint.FromAffine(u, v);
            sums[window] = sum;
        }

        return ExtendedPoint.ToAffine(sums);
    }

    // Entry b₀ + 2·b₁ + 4·b₂ of one row. With P = b₁·b₂, the entries for b₀ = 0 are one sum over 1, b₁, b₂, P and those
    // for b₀ = 1 another, and b₀ chooses between the two. 3 constraints.
    private static EdwardsPoint LookUp(ConstraintBuilder builder, int window, ReadOnlySpan<Bit> bits)
    {
        using var scope = builder.Gadget("window");
        var row = Table.AsSpan(window * WindowSize, WindowSize);

        // EDWARDS-4.a   b₁ · b₂ = P
        var both = Bit.And(builder, bits[1], bits[2]);

        // EDWARDS-4.b   b₀ · (u|b₀=1 − u|b₀=0) = u − u|b₀=0        EDWARDS-4.c   the same for v
        var u = SelectGadget.Select(builder, bits[0], Interpolate(row[1].U, row[3].U, row[5].U, row[7].U, bits, both), Interpolate(row[0].U, row[2].U, row[4].U, row[6].U, bits, both));
        var v = SelectGadget.Select(builder, bits[0], Interpolate(row[1].V, row[3].V, row[5].V, row[7].V, bits, both), Interpolate(row[0].V, row[2].V, row[4].V, row[6].V, bits, both));
        return new EdwardsPoint(u, v);
    }

    // The function of b₁ and b₂ with these values at (0, 0), (1, 0), (0, 1), (1, 1).
    private static LinearCombination Interpolate(in Fr at00, in Fr at10, in Fr at01, in Fr at11, ReadOnlySpan<Bit> bits, in Bit both) =>
        ((at10 - at00) * (LinearCombination)bits[1]) + ((at01 - at00) * (LinearCombination)bits[2]) + ((at11 - at10 - at01 + at00) * (LinearCombination)both) + at00;

    private static (Fr U, Fr V)[] MakeTable()
    {
        var multiples = new ExtendedPoint[WindowCount * WindowSize];
        var power = JubjubPoint.Generator.ToCurvePoint().ToExtended();
        for (int window = 0; window < WindowCount; window++)
        {
            var multiple = ExtendedPoint.Identity;
            for (int digit = 0; digit < WindowSize; digit++)
            {
                multiples[(window * WindowSize) + digit] = multiple;
                multiple += power;
            }

            power = multiple;
        }

        return ExtendedPoint.ToAffine(multiples);
    }
}
