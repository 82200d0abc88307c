using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.StateMachine;

/// <summary>How far the ledger has come, as of one log position. An immutable value that readers may hold.</summary>
/// <remarks>
/// Invariant: applied ≤ proven ≤ sealed ≤ committed, in sequence numbers and in batch numbers alike. <c>default</c> is a
/// ledger at its genesis. The proof that moves the proven watermark releases its batches in the same write, so both
/// watermarks move together; what is proven ahead of its turn is counted by <see cref="ProvenAheadCount"/>.
/// </remarks>
public readonly record struct LedgerProgress
{
    /// <summary>Sequence number of the newest command that entered the ledger.</summary>
    public ulong CommittedSequence { get; init; }

    /// <summary>Last sequence number that belongs to a sealed batch.</summary>
    public ulong SealedSequence { get; init; }

    /// <summary>Last sequence number such that it and all before it are covered by verified proofs.</summary>
    public ulong ProvenSequence { get; init; }

    /// <summary>Last sequence number whose effect is in the shards.</summary>
    public ulong AppliedSequence { get; init; }

    /// <summary>Newest sealed batch.</summary>
    public ulong SealedBatch { get; init; }

    /// <summary>Newest batch such that it and all before it are proven.</summary>
    public ulong ProvenBatch { get; init; }

    /// <summary>Newest batch whose effect is in the shards.</summary>
    public ulong AppliedBatch { get; init; }

    /// <summary>Batches that are proven and cannot be applied yet, since one before them is not proven.</summary>
    public int ProvenAheadCount { get; init; }

    /// <summary>Commands that wait to be sealed.</summary>
    public ulong PendingCount => CommittedSequence - SealedSequence;

    /// <summary>Sealed batches that wait for their proof.</summary>
    public ulong UnprovenBatchCount => SealedBatch - ProvenBatch;

    /// <summary>In the form of the public contract.</summary>
    public Watermarks ToWatermarks() => new()
    {
        Committed = CommittedSequence,
        Proven = ProvenSequence,
        Applied = AppliedSequence,
        SealedBatch = SealedBatch,
        ProvenBatch = ProvenBatch,
        AppliedBatch = AppliedBatch,
    };
}
