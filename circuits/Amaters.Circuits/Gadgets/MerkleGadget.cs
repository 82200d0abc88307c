using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;

namespace Amaters.Circuits.Gadgets;

/// <summary>Replaces one leaf of an 8-ary Merkle tree: one path of siblings leads to the old root and to the new one.</summary>
public static class MerkleGadget
{
    /// <summary>Bits of a child's index within its node.</summary>
    public const int BitsPerLevel = 3;

    /// <summary>The roots of two trees that are equal but for one leaf.</summary>
    /// <param name="builder">Takes the constraints.</param>
    /// <param name="position">Three bits for each level, least significant (the leaf's own index in its node) first.</param>
    /// <param name="path">The children of the nodes on the way as they are in the old tree, eight for each level, from the leaf's siblings up to the root's children.</param>
    /// <param name="oldLeaf">The leaf in the old tree.</param>
    /// <param name="newLeaf">The leaf in the new tree.</param>
    /// <remarks>
    /// Constraints for each level: 7 + 7 + 2 · 363 = 740; wires: 8 more than CHILD-1, CHILD-2 and two hashes have.
    /// Sound: CHILD-1 ties each level's children to the node below, so the hashes bind them to the old root; CHILD-2
    /// changes no child but the one on the way. Doc: MERKLE-1.
    /// </remarks>
    public static (LinearCombination OldRoot, LinearCombination NewRoot) ReplaceLeaf(
        ConstraintBuilder builder, ReadOnlySpan<Bit> position, ReadOnlySpan<Fr> path, in LinearCombination oldLeaf, in LinearCombination newLeaf)
    {
        if (position.Length == 0 || position.Length % BitsPerLevel != 0 || path.Length * BitsPerLevel != position.Length * Compression.Arity)
            throw new ArgumentException("A path has eight children and a position three bits for each level.", nameof(path));

        var (oldNode, newNode) = (oldLeaf, newLeaf);
        for (int level = 0; level < position.Length / BitsPerLevel; level++)
        {
            using var scope = builder.Gadget("level", level);
            var bits = position.Slice(level * BitsPerLevel, BitsPerLevel);
            var children = new LinearCombination[Compression.Arity];
            for (int i = 0; i < children.Length; i++)
                children[i] = builder.Allocate(path[(level * Compression.Arity) + i]);

            ChildGadget.EnforceChild(builder, children, bits, oldNode);
            var replaced = ChildGadget.AddToChild(builder, children, bits, newNode - oldNode);
            oldNode = Poseidon2Gadget.H8(builder, children);
            newNode = Poseidon2Gadget.H8(builder, replaced);
        }

        return (oldNode, newNode);
    }
}
