using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Statements;

/// <summary>The two sizes that the statement is parametric in. Circuit, executor and keys of one ledger share one shape.</summary>
public readonly record struct CircuitShape
{
    /// <summary>Most commands a batch can have: the outcome bits fill a <see cref="UInt128"/>.</summary>
    public const int CommandLimit = 128;

    /// <summary>A shape.</summary>
    /// <param name="commandCount">k, from 1 to <see cref="CommandLimit"/>.</param>
    /// <param name="treeDepth">Levels of the state tree, from 1 to <see cref="OctalTree.DepthLimit"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is out of its limits.</exception>
    public CircuitShape(int commandCount, int treeDepth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(commandCount, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(commandCount, CommandLimit);
        OctalTree.CheckDepth(treeDepth);
        CommandCount = commandCount;
        TreeDepth = treeDepth;
    }

    /// <summary>Eight commands on a tree of 8¹⁴ positions.</summary>
    public static CircuitShape Production { get; } = new(8, 14);

    /// <summary>k: commands of every batch, padding included.</summary>
    public int CommandCount { get; }

    /// <summary>Levels of the state tree.</summary>
    public int TreeDepth { get; }

    /// <summary>A shape from sizes that come from outside; false where one is out of its limits.</summary>
    public static bool TryCreate(long commandCount, long treeDepth, out CircuitShape shape)
    {
        var isValid = commandCount is >= 1 and <= CommandLimit && treeDepth is >= 1 and <= OctalTree.DepthLimit;
        shape = isValid ? new CircuitShape((int)commandCount, (int)treeDepth) : default;
        return isValid;
    }

    /// <summary>For example <c>k=8 depth=14</c>.</summary>
    public override string ToString() => $"k={CommandCount} depth={TreeDepth}";
}
