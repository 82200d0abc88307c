using Amaters.Circuits.Statements;
using Amaters.Verifier.Groth16;

namespace Amaters.Ledger.StateMachine;

/// <summary>A batch that is executed and not yet applied. Held in memory; rebuilt from stored commands on start.</summary>
public sealed class SealedBatch
{
    internal SealedBatch(BatchExecution execution, long sealedTimeMs)
    {
        Execution = execution;
        HeaderDigest = execution.Header.Digest();
        SealedTimeMs = sealedTimeMs;
    }

    /// <summary>Number of the batch.</summary>
    public ulong Number => Header.Range.BatchNumber;

    /// <summary>The header that a proof must have: this replica's own computation.</summary>
    public BatchHeader Header => Execution.Header;

    /// <summary>Digest of <see cref="Header"/>: the proof's public input and the batch's id.</summary>
    public Circuits.Fields.Fr HeaderDigest { get; }

    /// <summary>What executing the commands gave.</summary>
    public BatchExecution Execution { get; }

    /// <summary>The leader's time at sealing.</summary>
    public long SealedTimeMs { get; }

    /// <summary>The first valid proof in the log, or null while there is none.</summary>
    public Groth16Proof? Proof { get; internal set; }

    /// <summary>True if a command belongs to this batch.</summary>
    public bool Holds(ulong sequence) => sequence >= Header.Range.FirstIndex && sequence <= LastSequence;

    /// <summary>Sequence number of the batch's last command.</summary>
    public ulong LastSequence => Header.Range.FirstIndex + Header.Range.Count - 1;
}
