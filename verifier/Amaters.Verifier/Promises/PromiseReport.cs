using Amaters.Verifier.Bundles;

namespace Amaters.Verifier.Promises;

/// <summary>What judging a promise found. The default report says nothing in anyone's favour.</summary>
public sealed record PromiseReport
{
    /// <summary>What became of the promise.</summary>
    public PromiseVerdict Verdict { get; init; }

    /// <summary>The verdict in words.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The promise, once it was read.</summary>
    public SubmissionPromise? Promise { get; init; }

    /// <summary>The member who signed it, once that was found.</summary>
    public string Signer { get; init; } = "";

    /// <summary>The audit of the bundle, once it was made.</summary>
    public BundleReport? Audit { get; init; }

    /// <summary>When the promise was kept: the batch that holds the command.</summary>
    public ulong BatchNumber { get; init; }
}
