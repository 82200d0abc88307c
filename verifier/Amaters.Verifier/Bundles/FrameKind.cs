namespace Amaters.Verifier.Bundles;

/// <summary>What a frame's body is. The numbers stand in files: append, never renumber.</summary>
public enum FrameKind : byte
{
    /// <summary>No frame.</summary>
    None = 0,

    /// <summary>The canonical genesis document.</summary>
    Genesis = 1,

    /// <summary>The binary verifying key.</summary>
    VerifyingKey = 2,

    /// <summary>Where the bundle begins (<see cref="BundleStart"/>).</summary>
    Start = 3,

    /// <summary>One batch (<see cref="BundleBatch"/>).</summary>
    Batch = 4,

    /// <summary>A signed checkpoint over the batches so far.</summary>
    Checkpoint = 5,

    /// <summary>One command's way to its header and on to a checkpoint (<see cref="Receipts.ReceiptEvidence"/>).</summary>
    Evidence = 6,

    /// <summary>SHA-256 over everything before this frame; nothing follows.</summary>
    End = 9,
}
