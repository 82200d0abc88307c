namespace Amaters.Verifier.Bundles;

/// <summary>Why a bundle is not accepted.</summary>
public enum BundleFault
{
    /// <summary>Nothing was audited; the default of a report, which therefore accepts nothing.</summary>
    NotAudited = 0,

    /// <summary>Everything holds.</summary>
    None,

    /// <summary>The file is no bundle, is cut short, damaged, or its frames stand in a wrong order.</summary>
    Malformed,

    /// <summary>The genesis document is not canonical or breaks a limit.</summary>
    Genesis,

    /// <summary>The bundle is of another ledger than the auditor pinned.</summary>
    OtherLedger,

    /// <summary>The verifying key is malformed or not the one that the genesis document names.</summary>
    VerifyingKey,

    /// <summary>A bundle that does not begin at genesis has no validly signed checkpoint for where it begins.</summary>
    Start,

    /// <summary>A batch's bytes are malformed.</summary>
    MalformedBatch,

    /// <summary>A header does not continue the chain.</summary>
    Chain,

    /// <summary>The commands of a batch are not those of its header.</summary>
    Commands,

    /// <summary>A command's signature is not valid.</summary>
    Signature,

    /// <summary>A batch's proof does not verify.</summary>
    Proof,

    /// <summary>Executing a batch's commands natively gives another header.</summary>
    Replay,

    /// <summary>A checkpoint is not of this ledger, is over other batches, or no member validly signed it.</summary>
    Checkpoint,
}
