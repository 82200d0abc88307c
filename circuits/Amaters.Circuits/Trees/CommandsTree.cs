using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Trees;

/// <summary>The 8-ary Merkle tree over the digests of a batch's commands, missing leaves 0 (BATCH-2). Up to eight commands take a single H8.</summary>
public sealed class CommandsTree
{
    private readonly StateTree _tree;

    /// <summary>The tree over the digests m₁..m_k in the order of the commands.</summary>
    /// <exception cref="ArgumentException">There is no digest.</exception>
    public CommandsTree(IReadOnlyList<Fr> digests)
    {
        ArgumentNullException.ThrowIfNull(digests);
        if (digests.Count == 0)
            throw new ArgumentException("A batch has at least one command.", nameof(digests));
        _tree = new StateTree(DepthOf(digests.Count), new MemoryStateStore<NodeAddress, Fr>());
        _tree.Update([.. digests.Select((digest, i) => KeyValuePair.Create((ulong)i, digest))]);
    }

    /// <summary>The commands root of the batch header.</summary>
    public Fr Root => _tree.Root;

    /// <summary>Number of levels above the leaves.</summary>
    public int Depth => _tree.Depth;

    /// <summary>Number of levels over so many commands: the smallest d ≥ 1 with 8^d ≥ commandCount.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive.</exception>
    public static int DepthOf(int commandCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(commandCount);
        int depth = 1;
        for (long capacity = OctalTree.Arity; capacity < commandCount; capacity *= OctalTree.Arity)
            depth++;
        return depth;
    }

    /// <summary>Number of nodes above so many leaves, or above so many nodes of a level.</summary>
    internal static int ParentCount(int childCount) => (childCount + OctalTree.Arity - 1) / OctalTree.Arity;

    /// <summary>Number of hashes in the tree over so many commands.</summary>
    internal static int NodeCount(int commandCount)
    {
        int count = 0;
        for (int height = 0, level = commandCount; height < DepthOf(commandCount); height++)
            count += level = ParentCount(level);
        return count;
    }

    /// <summary>The siblings that prove a command's digest against <see cref="Root"/>.</summary>
    /// <param name="index">Place of the command in the batch, from 0.</param>
    public MerklePath Path(int index) => _tree.Path(checked((ulong)index));
}
