using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication;

/// <summary>A snapshot that is on this node's disk.</summary>
/// <param name="Id">The last entry that it covers.</param>
/// <param name="ByteCount">Length of its file.</param>
/// <param name="Root">What the state machine calls its state (<see cref="IStateCapture.Root"/>).</param>
public sealed record SnapshotReport(EntryId Id, long ByteCount, ReadOnlyMemory<byte> Root);
