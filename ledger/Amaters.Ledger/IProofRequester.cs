namespace Amaters.Ledger;

/// <summary>Where the leader asks for proofs. A convenience: a lost request is made again, a repeated one is harmless.</summary>
public interface IProofRequester
{
    /// <summary>Asks for a proof of a sealed batch. Must not block for long; a failure is the caller's to log and retry.</summary>
    void Request(ulong batchNumber);
}
