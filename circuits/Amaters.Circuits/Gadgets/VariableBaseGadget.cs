using System.Runtime.InteropServices;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Jubjub;

namespace Amaters.Circuits.Gadgets;

/// <summary>n·P for a point P of the witness: two doublings and one addition for every two bits of n.</summary>
public static class VariableBaseGadget
{
    private const int WindowBits = 2;

    /// <summary>Σ 2ⁱ·bᵢ·P, least significant bit first.</summary>
    /// <param name="builder">Takes the constraints.</param>
    /// <param name="bits">An even number of bits.</param>
    /// <param name="point">P, of any order.</param>
    /// <remarks>
    /// Constraints and wires for n bits: 11 + 6 + (n/2 − 1) · 22; 1 403 for n = 128. Doc: EDWARDS-5.
    /// Twin: <see cref="JubjubPoint.MultiplyPublic"/>.
    /// </remarks>
    public static EdwardsPoint Multiply(ConstraintBuilder builder, ReadOnlySpan<Bit> bits, in EdwardsPoint point)
    {
        if (bits.Length == 0 || bits.Length % WindowBits != 0)
            throw new ArgumentException("The number of bits must be even and not 0.", nameof(bits));
        using var scope = builder.Gadget("variable-base");
        var values = Values(bits, point);
        int next = 0;
        var twice = EdwardsGadget.Double(builder, point, values[next++]);
        var thrice = EdwardsGadget.Add(builder, twice, point, values[next++]);

        int start = bits.Length - WindowBits;
        var sum = LookUp(builder, bits[start], bits[start + 1], point, twice, thrice);
        for (start -= WindowBits; start >= 0; start -= WindowBits)
        {
            sum = EdwardsGadget.Double(builder, sum, values[next++]);
            sum = EdwardsGadget.Double(builder, sum, values[next++]);
            sum = EdwardsGadget.Add(builder, sum, LookUp(builder, bits[start], bits[start + 1], point, twice, thrice), values[next++]);
        }

        return sum;
    }

    // The values of all sums and doubles in the order in which the chain makes them.
    private static (Fr U, Fr V)[] Values(ReadOnlySpan<Bit> bits, in EdwardsPoint point)
    {
        var single = EdwardsGadget.Extended(point);
        var twice = single.Double();
        ExtendedPoint[] multiples = [ExtendedPoint.Identity, single, twice, twice + single];
        var chain = new List<ExtendedPoint> { multiples[2], multiples[3] };

        int start = bits.Length - WindowBits;
        var sum = multiples[Digit(bits, start)];
        for (start -= WindowBits; start >= 0; start -= WindowBits)
        {
            chain.Add(sum = sum.Double());
            chain.Add(sum = sum.Double());
            chain.Add(sum += multiples[Digit(bits, start)]);
        }

        return ExtendedPoint.ToAffine(CollectionsMarshal.AsSpan(chain));
    }

    private static int Digit(ReadOnlySpan<Bit> bits, int start) => (bits[start].Value ? 1 : 0) + (bits[start + 1].Value ? 2 : 0);

    // (b₀ + 2·b₁)·P, where 0·P = (0, 1). 6 constraints.
    private static EdwardsPoint LookUp(ConstraintBuilder builder, in Bit bit0, in Bit bit1, in EdwardsPoint point, in EdwardsPoint twice, in EdwardsPoint thrice)
    {
        using var scope = builder.Gadget("window");

        // EDWARDS-5.a   u = b₁ ? (b₀ ? u(3P) : u(2P)) : (b₀ ? u(P) : 0)        EDWARDS-5.b   the same for v, with 1 for 0
        var u = Choose(builder, bit0, bit1, LinearCombination.Zero, point.U, twice.U, thrice.U);
        var v = Choose(builder, bit0, bit1, LinearCombination.One, point.V, twice.V, thrice.V);
        return new EdwardsPoint(u, v);
    }

    private static Variable Choose(ConstraintBuilder builder, in Bit bit0, in Bit bit1, in LinearCombination at0, in LinearCombination at1, in LinearCombination at2, in LinearCombination at3)
    {
        var low = SelectGadget.Select(builder, bit0, at1, at0);
        var high = SelectGadget.Select(builder, bit0, at3, at2);
        return SelectGadget.Select(builder, bit1, high, low);
    }
}
