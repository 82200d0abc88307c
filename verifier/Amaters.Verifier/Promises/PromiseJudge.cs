using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Verifier.Bundles;
using Amaters.Verifier.Checkpoints;

namespace Amaters.Verifier.Promises;

/// <summary>Judges, offline, whether a node kept a <see cref="SubmissionPromise"/>: the promise against a bundle of the ledger's history.</summary>
/// <remarks>
/// A node promises what a majority has on disk, so an honest one breaks no promise by crashing. Blame needs a history that a
/// member signed: without a checkpoint over its end, a bundle could be anyone's invention, whose proofs hold for clients
/// that the ledger never admitted.
/// </remarks>
public static class PromiseJudge
{
    /// <summary>Longest promise that is read, in bytes.</summary>
    public const int EncodedByteCountMax = 4096;

    /// <summary>Judges a promise.</summary>
    /// <param name="promise">The signed note, untrusted.</param>
    /// <param name="bundle">The bundle, untrusted.</param>
    /// <param name="ledgerId">The ledger that the reader means, pinned from elsewhere; null accepts any and reports which.</param>
    /// <param name="bundleMadeAt">When the reader fetched the bundle, by his own clock; null when he does not know, and nothing is overdue.</param>
    /// <exception cref="IOException">The bundle cannot be read.</exception>
    public static PromiseReport Judge(ReadOnlySpan<byte> promise, Stream bundle, Fr? ledgerId, DateTimeOffset? bundleMadeAt)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        if (promise.Length > EncodedByteCountMax || !SignedNote.TryDecode(promise, out var note) || !SubmissionPromise.TryRead(note!.Text, out var read))
            return new PromiseReport { Verdict = PromiseVerdict.Refused, Detail = "This is no promise, or it is damaged." };

        var claim = read!;
        SignedCommand? found = null;
        ulong batchNumber = 0, firstSequence = 0, lastSequence = 0;
        var audit = BundleAuditor.Audit(bundle, new BundleAuditOptions { LedgerId = ledgerId, OnBatch = Look });
        var report = new PromiseReport { Promise = claim, Audit = audit };
        if (!audit.IsAccepted)
            return report with { Verdict = PromiseVerdict.Refused, Detail = $"The bundle is refused: {audit.Detail}" };
        var genesis = audit.Genesis!;
        if (claim.LedgerId != genesis.LedgerId)
            return report with { Verdict = PromiseVerdict.Refused, Detail = $"The promise is of ledger {claim.LedgerId}, the bundle of {genesis.LedgerId}." };
        if (genesis.Facts.SignersOf(note).FirstOrDefault() is not { } signer)
            return report with { Verdict = PromiseVerdict.Refused, Detail = "No member of the genesis document validly signed the promise." };
        report = report with { Signer = signer };
        if (audit.CheckpointSigners.Count == 0)
            return report with { Verdict = PromiseVerdict.Refused, Detail = "No member signed the end of the bundle, so it blames and clears nobody." };
        if (claim.Sequence < firstSequence)
            return report with { Verdict = PromiseVerdict.Refused, Detail = $"The bundle begins with command {firstSequence}, after the promised one." };
        if (found is not null)
        {
            return found.Digest == claim.CommandDigest && found.Client == claim.Client
                ? report with { Verdict = PromiseVerdict.Kept, BatchNumber = batchNumber, Detail = $"Command {claim.Sequence} stands in batch {batchNumber}." }
                : report with { Verdict = PromiseVerdict.Broken, Detail = $"{signer} promised {claim.CommandDigest} as command {claim.Sequence}; the proven history has {found.Digest} there." };
        }

        return bundleMadeAt is { } at && at.ToUnixTimeMilliseconds() > claim.DueTimeMs
            ? report with { Verdict = PromiseVerdict.Overdue, Detail = $"{signer} promised command {claim.Sequence} by {DueTime(claim)}; the history of {at:u} ends with command {lastSequence}." }
            : report with { Verdict = PromiseVerdict.NotDue, Detail = $"The bundle ends with command {lastSequence}; command {claim.Sequence} is due by {DueTime(claim)}." };

        void Look(BatchHeader header, IReadOnlyList<SignedCommand> commands)
        {
            firstSequence = firstSequence == 0 ? header.Range.FirstIndex : firstSequence;
            lastSequence = header.Range.FirstIndex + header.Range.Count - 1;
            if (claim.Sequence >= header.Range.FirstIndex && claim.Sequence <= lastSequence)
                (found, batchNumber) = (commands[(int)(claim.Sequence - header.Range.FirstIndex)], header.Range.BatchNumber);
        }
    }

    // A time that no calendar has stays a number.
    private static string DueTime(SubmissionPromise promise) =>
        promise.DueTimeMs <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() ? $"{DateTimeOffset.FromUnixTimeMilliseconds(promise.DueTimeMs):u}" : $"{promise.DueTimeMs}";
}
