namespace Amaters.Ledger.Simulator;

/// <summary>What one run is asked to be; everything else follows from the seed.</summary>
internal sealed record SimulationOptions
{
    /// <summary>Decides everything.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Voters at the beginning; drawn from the seed if not given.</summary>
    public int? Nodes { get; init; }

    /// <summary>Events in the phase of faults; in proportion to the nodes if not given.</summary>
    public long? Steps { get; init; }

    /// <summary>Kind of run; drawn from the seed if not given.</summary>
    public Preset? Preset { get; init; }
}
