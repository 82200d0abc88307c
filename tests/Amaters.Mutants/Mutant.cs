namespace Amaters.Mutants;

/// <summary>A known bug, put into a copy of the sources to see that the tests notice it.</summary>
/// <param name="Name">What goes wrong, with the number of the pitfall in docs/raft.md where it is one.</param>
/// <param name="File">The file, relative to the project's folder.</param>
/// <param name="Old">Text that occurs exactly once in it.</param>
/// <param name="New">Text that takes its place.</param>
internal sealed record Mutant(string Name, string File, string Old, string New);
