using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Trees;

/// <summary>What the 8-ary Merkle trees of the statement have in common: their arity, their limits and the hashes of empty subtrees.</summary>
public static class OctalTree
{
    /// <summary>Children of a node.</summary>
    public const int Arity = 8;

    /// <summary>Children of a node beside the one that a path passes through.</summary>
    public const int SiblingCount = Arity - 1;

    /// <summary>Deepest tree: its positions take 63 bits.</summary>
    public const int DepthLimit = 21;

    private static readonly Fr[] EmptySubtrees = BuildEmptySubtrees();

    /// <summary>Root of a subtree without leaves: E₀ = 0, Eᵢ₊₁ = H8(Eᵢ × 8) (STATE-6).</summary>
    /// <param name="height">i, from 0 to <see cref="DepthLimit"/>.</param>
    public static Fr EmptySubtree(int height) => EmptySubtrees[height];

    /// <summary>True when a tree of this depth has a leaf at this position: position &lt; 8^depth.</summary>
    public static bool HasPosition(int depth, ulong position) => position >> (3 * depth) == 0;

    /// <summary>Refuses depths that no tree has.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The depth is not 1 to <see cref="DepthLimit"/>.</exception>
    public static void CheckDepth(int depth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(depth, DepthLimit);
    }

    private static Fr[] BuildEmptySubtrees()
    {
        var hashes = new Fr[DepthLimit + 1];
        var children = new Fr[Arity];
        for (int height = 0; height < DepthLimit; height++)
        {
            children.AsSpan().Fill(hashes[height]);
            hashes[height + 1] = Compression.H8(children);
        }

        return hashes;
    }
}
