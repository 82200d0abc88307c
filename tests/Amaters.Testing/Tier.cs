namespace Amaters.Testing;

/// <summary>Values of the <c>Tier</c> trait. A test without the trait belongs to the fast tier (whole tier under two minutes).</summary>
public static class Tier
{
    /// <summary>The trait's name.</summary>
    public const string Name = "Tier";

    /// <summary>Runs in <c>dev.cs test</c> only: big circuits, outside tools, processes, bounded fuzzing and simulation.</summary>
    public const string Full = "Full";
}
