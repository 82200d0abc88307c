namespace Amaters.Ledger.Simulator.Disk;

/// <summary>What was synced cannot be read any more: the node must not start.</summary>
internal sealed class CorruptLogException(string detail) : Exception(detail);
