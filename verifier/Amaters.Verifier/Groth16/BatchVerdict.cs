namespace Amaters.Verifier.Groth16;

/// <summary>The result of verifying many proofs together: a verdict for each, and one for all.</summary>
public sealed class BatchVerdict
{
    internal BatchVerdict(IReadOnlyList<ProofVerdict> verdicts) => Verdicts = verdicts;

    /// <summary>The verdicts in the order of the claims.</summary>
    public IReadOnlyList<ProofVerdict> Verdicts { get; }

    /// <summary>Accepted when every proof is; otherwise the first refusal, which for an empty batch is <see cref="ProofRejection.EmptyBatch"/>.</summary>
    public ProofVerdict Overall
    {
        get
        {
            if (Verdicts.Count == 0)
                return ProofVerdict.Rejected(ProofRejection.EmptyBatch);
            foreach (var verdict in Verdicts)
            {
                if (!verdict.IsAccepted)
                    return verdict;
            }

            return ProofVerdict.Accepted;
        }
    }
}
