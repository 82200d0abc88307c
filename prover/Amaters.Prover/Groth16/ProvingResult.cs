using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Constraints;
using Amaters.Verifier.Groth16;

namespace Amaters.Prover.Groth16;

/// <summary>A proof, or why there is none.</summary>
public sealed class ProvingResult
{
    private ProvingResult(Groth16Proof? proof, SatisfactionReport? failures, ProofVerdict selfCheck)
    {
        Proof = proof;
        Failures = failures;
        SelfCheck = selfCheck;
    }

    /// <summary>Whether there is a proof. It has passed the prover's own verification.</summary>
    [MemberNotNullWhen(true, nameof(Proof))]
    public bool IsProved => Proof is not null;

    /// <summary>The proof, or null.</summary>
    public Groth16Proof? Proof { get; }

    /// <summary>The constraints that the witness breaks, each with its gadget and source line; null when it satisfies all.</summary>
    public SatisfactionReport? Failures { get; }

    /// <summary>The verdict on the finished proof. A refusal for a satisfied witness means a damaged key or a faulty machine.</summary>
    public ProofVerdict SelfCheck { get; }

    internal static ProvingResult Proved(Groth16Proof proof) => new(proof, failures: null, ProofVerdict.Accepted);

    internal static ProvingResult Unsatisfied(SatisfactionReport failures) => new(proof: null, failures, default);

    internal static ProvingResult Refused(ProofVerdict verdict) => new(proof: null, failures: null, verdict);

    /// <summary>One line for an operator; failing constraints one a line.</summary>
    public override string ToString() =>
        IsProved ? "proved" : Failures?.ToString() ?? $"the proof failed its own check ({SelfCheck}); the proving key or the machine is faulty";
}
