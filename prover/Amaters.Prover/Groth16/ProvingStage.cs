namespace Amaters.Prover.Groth16;

/// <summary>The stages of a proof, in order.</summary>
public enum ProvingStage
{
    /// <summary>Evaluate the constraints under the witness.</summary>
    Constraints,

    /// <summary>Six transforms to the values of the quotient.</summary>
    Quotient,

    /// <summary>Take the witness apart into sorted digits, which the sums over the wires share.</summary>
    Digits,

    /// <summary>The sum over the wires for A, in G1.</summary>
    SumA,

    /// <summary>The sum over the wires for B, in G1.</summary>
    SumB1,

    /// <summary>The sum over the wires for B, in G2.</summary>
    SumB2,

    /// <summary>The sum over the private wires for C, in G1.</summary>
    SumC,

    /// <summary>The sum over the quotient's values for C, in G1.</summary>
    SumH,

    /// <summary>Verify the proof before it leaves.</summary>
    SelfCheck,
}
