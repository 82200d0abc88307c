using Amaters.Circuits.Fields;
using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Statements;

/// <summary>One command's execution, with everything a circuit needs to follow it.</summary>
public sealed record CommandTrace
{
    /// <summary>The command, its key and its signature.</summary>
    public required SignedCommand Signed { get; init; }

    /// <summary>Position of the command's key in the state tree.</summary>
    public required ulong Position { get; init; }

    /// <summary>The record at the position before the command, perhaps of another key; null when absent.</summary>
    public required Record? OldRecord { get; init; }

    /// <summary>The record at the position after the command: the old one unless it was applied.</summary>
    public required Record? NewRecord { get; init; }

    /// <summary>Siblings of the position, the same before and after.</summary>
    public required MerklePath Path { get; init; }

    /// <summary>State root before the command.</summary>
    public required Fr RootBefore { get; init; }

    /// <summary>State root after it.</summary>
    public required Fr RootAfter { get; init; }

    /// <summary>What became of it.</summary>
    public required CommandResult Result { get; init; }
}
