using Amaters.Circuits.Constraints;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Gadgets;

/// <summary>Finds and replaces one of the eight children of a tree node, at an index of three bits.</summary>
/// <remarks>Children are eight wires; the index is b₀ + 2·b₁ + 4·b₂, and <c>bits</c> lists b₀ first.</remarks>
public static class ChildGadget
{
    private const int IndexBits = 3;

    /// <summary>Constrains the child at the index to be <paramref name="child"/>.</summary>
    /// <remarks>Constraints: 7. Wires: 6. A tree of choices, by b₀ first; its last choice is the equation itself. Doc: CHILD-1.</remarks>
    public static void EnforceChild(ConstraintBuilder builder, ReadOnlySpan<LinearCombination> children, ReadOnlySpan<Bit> bits, in LinearCombination child)
    {
        CheckShape(children, bits);
        using var scope = builder.Gadget("child");
        var byFirst = new LinearCombination[4];
        for (int i = 0; i < byFirst.Length; i++)
            byFirst[i] = SelectGadget.Select(builder, bits[0], children[(2 * i) + 1], children[2 * i]);
        var low = SelectGadget.Select(builder, bits[1], byFirst[1], byFirst[0]);
        var high = SelectGadget.Select(builder, bits[1], byFirst[3], byFirst[2]);

        // CHILD-1   b₂ · (high − low) = child − low
        builder.Enforce(bits[2], high - low, child - low);
    }

    /// <summary>The children with Δ added to the one at the index and to no other.</summary>
    /// <remarks>
    /// Constraints: 7. Wires: 7. Δ is handed down a tree: each bit sends b·Δ to its upper half and the rest to its lower
    /// half, so one leaf gets Δ and seven get 0. Doc: CHILD-2.
    /// </remarks>
    public static LinearCombination[] AddToChild(ConstraintBuilder builder, ReadOnlySpan<LinearCombination> children, ReadOnlySpan<Bit> bits, in LinearCombination delta)
    {
        CheckShape(children, bits);
        using var scope = builder.Gadget("add-to-child");
        var shares = new LinearCombination[Compression.Arity];
        shares[0] = delta;
        for (int half = Compression.Arity / 2, level = IndexBits - 1; half > 0; half /= 2, level--)
        {
            for (int start = 0; start < shares.Length; start += 2 * half)
            {
                // CHILD-2   b · share = upper,   lower = share − upper
                shares[start + half] = builder.Multiply(bits[level], shares[start]);
                shares[start] -= shares[start + half];
            }
        }

        for (int i = 0; i < shares.Length; i++)
            shares[i] += children[i];
        return shares;
    }

    private static void CheckShape(ReadOnlySpan<LinearCombination> children, ReadOnlySpan<Bit> bits)
    {
        if (children.Length != Compression.Arity || bits.Length != IndexBits)
            throw new ArgumentException("A node has eight children, and an index three bits.");
    }
}
