using System.Runtime.CompilerServices;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Gadgets;

/// <summary>A linear combination that the constraints hold to 0 or 1, and the logic on such bits.</summary>
/// <remarks>
/// The type carries the proof: a bit comes from <see cref="Allocate"/>, from logic on bits, or from a gadget whose own
/// constraints leave no third value. <c>default</c> carries no terms and is refused by every constraint.
/// </remarks>
public readonly struct Bit
{
    private readonly LinearCombination _combination;

    private Bit(in LinearCombination combination) => _combination = combination;

    /// <summary>The constant 0.</summary>
    public static Bit False { get; } = new(LinearCombination.Zero);

    /// <summary>The constant 1.</summary>
    public static Bit True { get; } = new(LinearCombination.One);

    /// <summary>The bit's value; without meaning while only the shape is compiled.</summary>
    public bool Value => !_combination.Value.IsZero;

    /// <summary>The bit as a number.</summary>
    public static implicit operator LinearCombination(in Bit bit) => bit._combination;

    /// <summary>Not b, as 1 − b: no constraint.</summary>
    public static Bit operator !(in Bit bit) => new(Fr.One - bit._combination);

    /// <summary>Allocates a bit.</summary>
    /// <remarks>Constraints: 1. Wires: 1. Sound because a field has no zero divisors. Doc: BIT-1.</remarks>
    public static Bit Allocate(ConstraintBuilder builder, bool value, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        var bit = new Bit(builder.Allocate(value ? Fr.One : Fr.Zero, file, line));

        // BIT-1   b · (1 − b) = 0
        builder.Enforce(bit, !bit, LinearCombination.Zero, file, line);
        return bit;
    }

    /// <summary>x and y: their product, which is again 0 or 1.</summary>
    /// <remarks>Constraints: 1. Wires: 1. Doc: BIT-2.</remarks>
    public static Bit And(ConstraintBuilder builder, in Bit x, in Bit y, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) =>
        new(builder.Multiply(x, y, file, line)); // BIT-2   x · y = z

    /// <summary>Σ 2ⁱ·bitᵢ, the number with these binary digits, least significant first: no constraint.</summary>
    public static LinearCombination Pack(ReadOnlySpan<Bit> bits)
    {
        var sum = LinearCombination.Zero;
        var power = Fr.One;
        foreach (ref readonly var bit in bits)
        {
            sum += power * bit._combination;
            power = power.Double();
        }

        return sum;
    }

    /// <summary>Takes a combination as a bit without a constraint; the caller says why it can only be 0 or 1.</summary>
    internal static Bit FromCombinationUnchecked(in LinearCombination combination) => new(combination);
}
