namespace Amaters.Prover.Setup;

/// <summary>How far a set-up or an import is.</summary>
/// <param name="Step">What is being done, in words for a progress bar.</param>
/// <param name="Done">Finished units of the whole work.</param>
/// <param name="Total">Units of the whole work: points to make or to check.</param>
public readonly record struct SetupProgress(string Step, long Done, long Total);
