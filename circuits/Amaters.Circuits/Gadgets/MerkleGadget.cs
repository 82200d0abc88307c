using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Gadgets;

/// <summary>Replaces one leaf of an 8-ary Merkle tree: one path of siblings leads to the old root and to the new one.</summary>
public static class MerkleGadget
{
    private const int BitsPerLevel = 3;

    /// <summary>The roots of two trees that are equal but for one leaf.</summary>
    /// <param name="builder">Takes the constraints.</param>
    /// <param name="position">The leaf's position: three bits for each level, least significant first.</param>
    /// <param name="path">The siblings on the way, the witness. Its own position is not used.</param>
    /// <param name="oldLeaf">The leaf in the old tree.</param>
    /// <param name="newLeaf">The leaf in the new tree.</param>
    /// <remarks>
    /// Constraints for each level: 7 + 7 + 2 · 363 = 740; wires: 8 children, 6 + 7 and 2 · 363. Sound: CHILD-1 ties each
    /// level's children to the node below, so the hashes bind them to the old root; CHILD-2 changes no child but the one
    /// on the way. Twin: <see cref="MerklePath.ComputeRoot"/> of either leaf. Doc: MERKLE-1.
    /// </remarks>
    public static (LinearCombination OldRoot, LinearCombination NewRoot) ReplaceLeaf(
        ConstraintBuilder builder, ReadOnlySpan<Bit> position, MerklePath path, in LinearCombination oldLeaf, in LinearCombination newLeaf)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (position.Length != path.Depth * BitsPerLevel)
            throw new ArgumentException("A position has three bits for each level of the path.", nameof(position));

        using var scope = builder.Gadget("path");
        var (oldNode, newNode) = (oldLeaf, newLeaf);
        for (int height = 0; height < path.Depth; height++)
        {
            using var level = builder.Gadget("level", height);
            var bits = position.Slice(height * BitsPerLevel, BitsPerLevel);
            var children = AllocateChildren(builder, bits, path.Siblings(height), oldNode.Value);
            ChildGadget.EnforceChild(builder, children, bits, oldNode);
            var replaced = ChildGadget.AddToChild(builder, children, bits, newNode - oldNode);
            oldNode = Poseidon2Gadget.H8(builder, children);
            newNode = Poseidon2Gadget.H8(builder, replaced);
        }

        return (oldNode, newNode);
    }

    private static LinearCombination[] AllocateChildren(ConstraintBuilder builder, ReadOnlySpan<Bit> bits, ReadOnlySpan<Fr> siblings, in Fr node)
    {
        int childIndex = (bits[0].Value ? 1 : 0) + (bits[1].Value ? 2 : 0) + (bits[2].Value ? 4 : 0);
        var children = new LinearCombination[OctalTree.Arity];
        for (int i = 0; i < children.Length; i++)
            children[i] = builder.Allocate(i < childIndex ? siblings[i] : i == childIndex ? node : siblings[i - 1]);
        return children;
    }
}
