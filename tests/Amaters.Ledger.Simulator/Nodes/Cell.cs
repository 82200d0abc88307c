namespace Amaters.Ledger.Simulator.Nodes;

/// <summary>A record: how often it was written, and what it holds.</summary>
/// <param name="Version">Zero while it was never written.</param>
/// <param name="Value">Zero while it was never written.</param>
internal readonly record struct Cell(long Version, long Value);
