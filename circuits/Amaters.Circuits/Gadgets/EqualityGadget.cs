using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Gadgets;

/// <summary>Tells whether values are zero or equal, as a bit that the prover cannot choose.</summary>
public static class EqualityGadget
{
    /// <summary>z = 1 if x = 0, else 0.</summary>
    /// <remarks>
    /// Constraints: 2. Wires: 2. Sound: where x ≠ 0, ZERO-1.b leaves only z = 0; where x = 0, ZERO-1.a leaves only
    /// z = 1. Free wire: the inverse at x = 0, which ZERO-1.a multiplies by zero. Doc: ZERO-1.
    /// </remarks>
    public static Bit IsZero(ConstraintBuilder builder, in LinearCombination x)
    {
        using var scope = builder.Gadget("is-zero");
        var inverse = builder.AllocateHint(x.Value.IsZero ? Fr.Zero : x.Value.Inverse(), isFree: x.Value.IsZero, "zero has no inverse, so any will do");
        var isZero = builder.Allocate(x.Value.IsZero ? Fr.One : Fr.Zero);

        // ZERO-1.a   x · x⁻¹ = 1 − z
        builder.Enforce(x, inverse, Fr.One - isZero);

        // ZERO-1.b   x · z = 0
        builder.Enforce(x, isZero, LinearCombination.Zero);
        return Bit.FromCombinationUnchecked(isZero);
    }

    /// <summary>z = 1 if x = y, else 0.</summary>
    /// <remarks>Constraints: 2. Wires: 2. ZERO-1 of x − y. Doc: ZERO-2.</remarks>
    public static Bit AreEqual(ConstraintBuilder builder, in LinearCombination x, in LinearCombination y) => IsZero(builder, x - y);
}
