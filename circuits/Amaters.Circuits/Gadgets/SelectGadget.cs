using Amaters.Circuits.Constraints;

namespace Amaters.Circuits.Gadgets;

/// <summary>Chooses between two values by a bit.</summary>
public static class SelectGadget
{
    /// <summary>z = x if b, else y.</summary>
    /// <remarks>Constraints: 1. Wires: 1. Sound because b is a bit and the equation gives z for either value of it. Doc: SELECT-1.</remarks>
    public static Variable Select(ConstraintBuilder builder, in Bit bit, in LinearCombination whenTrue, in LinearCombination whenFalse)
    {
        var selected = builder.Allocate(bit.Value ? whenTrue.Value : whenFalse.Value);

        // SELECT-1   b · (x − y) = z − y
        builder.Enforce(bit, whenTrue - whenFalse, selected - whenFalse);
        return selected;
    }
}
