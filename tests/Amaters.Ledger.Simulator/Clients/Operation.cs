using Amaters.Ledger.Simulator.Nodes;

namespace Amaters.Ledger.Simulator.Clients;

/// <summary>One operation in a history: what was asked, when, and what was seen.</summary>
internal sealed record Operation
{
    /// <summary>What was asked.</summary>
    public required OperationKind Kind { get; init; }

    /// <summary>Of which record.</summary>
    public int Key { get; init; }

    /// <summary>Written by a write or put.</summary>
    public long Value { get; init; }

    /// <summary>Version that a put asked for.</summary>
    public long Expected { get; init; }

    /// <summary>When it was asked: a position in the order of all calls and returns of the run.</summary>
    public long Call { get; init; }

    /// <summary>When its outcome was known; the end of time if never.</summary>
    public long Return { get; set; } = long.MaxValue;

    /// <summary>How it ended.</summary>
    public OperationOutcome Outcome { get; set; }

    /// <summary>What a read saw.</summary>
    public Cell Seen { get; set; }

    /// <summary>For messages about a history that is not linearizable.</summary>
    public override string ToString()
    {
        var what = Kind switch
        {
            OperationKind.Read => $"read {Key} → {Seen.Value} (version {Seen.Version})",
            OperationKind.Write => $"write {Key} := {Value}",
            _ => $"put {Key} := {Value} at version {Expected}",
        };
        return $"[{Call}, {(Return == long.MaxValue ? "…" : Return)}] {what} {Outcome}";
    }
}
