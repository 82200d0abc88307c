using Amaters.Circuits.Constraints;
using Amaters.Prover.Domains;

namespace Amaters.Prover.Qap;

/// <summary>Which domain a circuit's polynomials live on.</summary>
internal static class QapDomain
{
    /// <summary>The smallest domain with an element for each constraint, the constant and each public input.</summary>
    public static EvaluationDomain Of(R1cs circuit) => EvaluationDomain.AtLeast(circuit.ConstraintCount + circuit.PublicCount + 1);
}
