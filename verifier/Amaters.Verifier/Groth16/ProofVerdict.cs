namespace Amaters.Verifier.Groth16;

/// <summary>The result of verifying one proof. The default value rejects.</summary>
public readonly record struct ProofVerdict
{
    // 0 is NotVerified, so that only Accepted, never an unset field, means yes.
    private const byte AcceptedCode = 255;

    private readonly byte _code;

    private ProofVerdict(byte code) => _code = code;

    /// <summary>The proof is valid for the key and the public inputs.</summary>
    public static ProofVerdict Accepted { get; } = new(AcceptedCode);

    /// <summary>Whether the proof is valid.</summary>
    public bool IsAccepted => _code == AcceptedCode;

    /// <summary>Why the proof is refused; null where it is accepted.</summary>
    public ProofRejection? Rejection => IsAccepted ? null : (ProofRejection)_code;

    /// <summary>A refusal.</summary>
    public static ProofVerdict Rejected(ProofRejection reason) => new((byte)reason);

    /// <summary>"accepted" or "rejected: reason".</summary>
    public override string ToString() => IsAccepted ? "accepted" : $"rejected: {Rejection}";
}
