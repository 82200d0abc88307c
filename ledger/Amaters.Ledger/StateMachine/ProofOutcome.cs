namespace Amaters.Ledger.StateMachine;

/// <summary>What applying a proof entry gave.</summary>
public enum ProofOutcome
{
    /// <summary>The proof does not verify against this replica's own header; nothing changed but the audit trail.</summary>
    Refused = 0,

    /// <summary>The first valid proof of its batch.</summary>
    Accepted = 1,

    /// <summary>The batch is proven already.</summary>
    AlreadyProven = 2,

    /// <summary>There is no such sealed batch.</summary>
    UnknownBatch = 3,
}
