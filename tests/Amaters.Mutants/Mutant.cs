namespace Amaters.Mutants;

/// <summary>A known bug, put into a copy of the sources to see that the tests notice it.</summary>
/// <param name="Name">What goes wrong, with the number of the pitfall in docs/raft.md where it is one.</param>
/// <param name="File">The file, relative to the project's folder.</param>
/// <param name="Old">Text that occurs exactly once in it.</param>
/// <param name="New">Text that takes its place.</param>
internal sealed record Mutant(string Name, string File, string Old, string New)
{
    /// <summary>Why no group of correct leaders ever gets to the place, so that only a story can show the bug; null if groups get there.</summary>
    public string? UnreachableInGroups { get; init; }

    /// <summary>Number of the pitfall in docs/raft.md; zero where it is none.</summary>
    public int Pitfall => int.TryParse(Name.Split(' ')[0], out var number) ? number : 0;
}
