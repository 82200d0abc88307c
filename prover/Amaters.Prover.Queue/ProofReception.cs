namespace Amaters.Prover.Queue;

/// <summary>What a node made of a proof.</summary>
public enum ProofReception
{
    /// <summary>Verified and on its way into the log.</summary>
    Accepted,

    /// <summary>Another proof of the batch came first.</summary>
    AlreadyProven,

    /// <summary>The proof does not verify; the node has recorded it.</summary>
    Refused,
}
