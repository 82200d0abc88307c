using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Simulator.Reporting;

/// <summary>What a run came to.</summary>
internal sealed record RunResult
{
    /// <summary>What was asked.</summary>
    public required SimulationOptions Options { get; init; }

    /// <summary>What was drawn.</summary>
    public required RunPlan Plan { get; init; }

    /// <summary>The property that did not hold, or null.</summary>
    public required string? Failure { get; init; }

    /// <summary>Events that happened; if it failed, the last of them is the one that failed.</summary>
    public required long Steps { get; init; }

    /// <summary>Microseconds of logical time.</summary>
    public required long LogicalTime { get; init; }

    /// <summary>Digest of every event.</summary>
    public required ulong Digest { get; init; }

    /// <summary>Highest committed index.</summary>
    public required LogIndex Committed { get; init; }

    /// <summary>Client operations judged.</summary>
    public required int Operations { get; init; }

    /// <summary>What has occurred.</summary>
    public required Coverage Coverage { get; init; }
}
