namespace Amaters.Ledger.Consensus;

/// <summary>Source of the election timeout's randomness (thesis §3.4). Injected, so that a run can be repeated.</summary>
public interface IRandom
{
    /// <summary>A number in [0, <paramref name="bound"/>).</summary>
    int Next(int bound);
}
