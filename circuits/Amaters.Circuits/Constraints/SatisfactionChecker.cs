namespace Amaters.Circuits.Constraints;

/// <summary>Checks a witness against a circuit directly, without keys or proofs, and says which constraints fail and where they come from.</summary>
public static class SatisfactionChecker
{
    /// <summary>How many failures a report lists unless told otherwise.</summary>
    public const int DefaultFailureLimit = 16;

    /// <summary>Evaluates every constraint under the witness.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="witness">A witness of the circuit's shape.</param>
    /// <param name="failureLimit">Evaluation stops after this many failures, at least 1.</param>
    /// <exception cref="ArgumentException">The witness has another number of wires or public inputs than the circuit.</exception>
    public static SatisfactionReport Check(R1cs circuit, Witness witness, int failureLimit = DefaultFailureLimit)
    {
        ArgumentNullException.ThrowIfNull(circuit);
        ArgumentNullException.ThrowIfNull(witness);
        ArgumentOutOfRangeException.ThrowIfLessThan(failureLimit, 1);
        if (witness.Values.Length != circuit.WireCount || witness.PublicCount != circuit.PublicCount)
        {
            throw new ArgumentException(
                $"The witness has {witness.Values.Length} wires, {witness.PublicCount} of them public; the circuit has {circuit.WireCount} and {circuit.PublicCount}.",
                nameof(witness));
        }

        var failures = new List<FailedConstraint>();
        for (int row = 0; row < circuit.ConstraintCount && failures.Count < failureLimit; row++)
        {
            var a = circuit.A.EvaluateRow(row, witness.Values);
            var b = circuit.B.EvaluateRow(row, witness.Values);
            var c = circuit.C.EvaluateRow(row, witness.Values);
            if (a * b != c)
                failures.Add(new FailedConstraint(row, circuit.Sources.OfConstraint(row), a, b, c));
        }

        return new SatisfactionReport(failures);
    }
}
