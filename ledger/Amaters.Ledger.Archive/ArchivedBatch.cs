namespace Amaters.Ledger.Archive;

/// <summary>A proven batch as the archive stores it. Byte fields are 32-byte little-endian field elements unless said otherwise.</summary>
public sealed record ArchivedBatch
{
    /// <summary>Number of the batch, from 1.</summary>
    public required ulong BatchNumber { get; init; }

    /// <summary>Digest of the header.</summary>
    public required byte[] HeaderDigest { get; init; }

    /// <summary>Digest of the header before; zero for the first.</summary>
    public required byte[] PreviousHeader { get; init; }

    /// <summary>State root before the batch.</summary>
    public required byte[] OldRoot { get; init; }

    /// <summary>State root after the batch.</summary>
    public required byte[] NewRoot { get; init; }

    /// <summary>Root over the command digests.</summary>
    public required byte[] CommandsRoot { get; init; }

    /// <summary>Outcome bits.</summary>
    public required byte[] Outcomes { get; init; }

    /// <summary>Sequence number of the first command.</summary>
    public required ulong FirstSequence { get; init; }

    /// <summary>The proof, 192 bytes.</summary>
    public required byte[] Proof { get; init; }

    /// <summary>Name that the prover gave itself.</summary>
    public required string Worker { get; init; }

    /// <summary>When the leader sealed the batch.</summary>
    public required DateTimeOffset SealedAt { get; init; }

    /// <summary>When the proof entered the log.</summary>
    public required DateTimeOffset ProvenAt { get; init; }

    /// <summary>The batch's commands in order, padding left out.</summary>
    public required IReadOnlyList<ArchivedCommand> Commands { get; init; }
}
