namespace Amaters.Verifier.Receipts;

/// <summary>Why a receipt is not accepted.</summary>
public enum ReceiptFault
{
    /// <summary>Nothing was checked; the default of a report, which therefore accepts nothing.</summary>
    NotChecked = 0,

    /// <summary>Everything holds.</summary>
    None,

    /// <summary>The file is no receipt, or is damaged.</summary>
    Malformed,

    /// <summary>The genesis document is refused.</summary>
    Genesis,

    /// <summary>The receipt is of another ledger than the one pinned.</summary>
    OtherLedger,

    /// <summary>The verifying key is malformed or not the one that the genesis document names.</summary>
    VerifyingKey,

    /// <summary>The command is not the one at its place in the batch.</summary>
    Command,

    /// <summary>The command's signature is not valid.</summary>
    Signature,

    /// <summary>The batch's proof does not verify.</summary>
    Proof,

    /// <summary>No member of the genesis document validly signed a checkpoint that the batch's header is part of.</summary>
    Checkpoint,
}
