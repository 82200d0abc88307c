namespace Amaters.Circuits.Fields;

// Quadratic residues and roots of unity.
public readonly partial struct Fr
{
    // Entry k has order exactly 2ᵏ: entry 32 is 5^T, and each is the square of the next.
    private static readonly Fr[] RootsOfUnity = BuildRootsOfUnity();

    /// <summary>The root of unity ω of order exactly 2ᵏ, ω = 5^(T·2^(32−k)): the same choice as iden3/snarkjs.</summary>
    /// <param name="log2Order">k, from 0 to 32.</param>
    /// <exception cref="ArgumentOutOfRangeException">No root of this order exists.</exception>
    public static Fr RootOfUnity(int log2Order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(log2Order);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(log2Order, TwoAdicity);
        return RootsOfUnity[log2Order];
    }

    /// <summary>The Legendre symbol x^((r−1)/2): 1 for a non-zero square, −1 for a non-square, 0 for 0.</summary>
    public int LegendreSymbol()
    {
        var power = Pow(HalfOfModulus);
        return power.IsZero ? 0 : power == One ? 1 : -1;
    }

    /// <summary>A square root, or null for a non-square. Which of ±√x it is, is fixed but has no meaning: callers pick by <see cref="IsOdd"/>.</summary>
    /// <remarks>Tonelli–Shanks (Cohen, "A Course in Computational Algebraic Number Theory", algorithm 1.5.1). Time depends on x.</remarks>
    public Fr? SquareRoot()
    {
        if (IsZero)
            return Zero;

        // Invariant: root² = x·residue, and the order of residue is a power of two that falls with each round.
        var power = Pow(HalfOfOddPart);
        var root = this * power;
        var residue = root * power;
        while (residue != One)
        {
            int log2Order = 0;
            for (var square = residue; square != One; square = square.Square())
                log2Order++;
            if (log2Order == TwoAdicity)
                return null;

            // The product of two elements of order exactly 2ᵏ has a lower order.
            root *= RootsOfUnity[log2Order + 1];
            residue *= RootsOfUnity[log2Order];
        }

        return root;
    }

    private static Fr[] BuildRootsOfUnity()
    {
        var roots = new Fr[TwoAdicity + 1];
        roots[TwoAdicity] = NonResidue.Pow(OddPart);
        for (int k = TwoAdicity; k > 0; k--)
            roots[k - 1] = roots[k].Square();
        return roots;
    }
}
