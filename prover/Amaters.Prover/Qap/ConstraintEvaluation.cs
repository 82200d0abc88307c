using Amaters.Circuits.Constraints;
using Amaters.Prover.Parallelism;

namespace Amaters.Prover.Qap;

/// <summary>The polynomials a, b, c of a proof as evaluations on the domain: row i of A·w, B·w and their product.</summary>
internal static class ConstraintEvaluation
{
    /// <summary>Fills a, b and c.</summary>
    /// <remarks>
    /// c is a·b, without a look at the matrix C, which has most of the terms: both agree for a satisfied witness, and for another the proof would
    /// fail its check either way.
    /// </remarks>
    /// <param name="circuit">The constraints.</param>
    /// <param name="witness">A witness of the circuit's shape.</param>
    /// <param name="evaluations">Receives in a: A·w; then iden3's rows, wₛ at (constraints + s) for the constant and each public wire s; then zeros.
    /// In b: B·w, then zeros. In c: the products.</param>
    /// <param name="workerCount">How many pieces of work run at once.</param>
    public static void Fill(R1cs circuit, Witness witness, QapEvaluations evaluations, int workerCount)
    {
        WorkQueue.RunRanges(circuit.ConstraintCount, 1 << 8, workerCount, (start, end) =>
        {
            var wires = witness.Values;
            var a = evaluations.A.Span;
            var b = evaluations.B.Span;
            var c = evaluations.C.Span;
            for (int row = start; row < end; row++)
            {
                a[row] = circuit.A.EvaluateRow(row, wires);
                b[row] = circuit.B.EvaluateRow(row, wires);
                c[row] = a[row] * b[row];
            }
        });

        evaluations.A.Span[circuit.ConstraintCount..].Clear();
        evaluations.B.Span[circuit.ConstraintCount..].Clear();
        evaluations.C.Span[circuit.ConstraintCount..].Clear();
        witness.Values[..(circuit.PublicCount + 1)].CopyTo(evaluations.A.Span[circuit.ConstraintCount..]);
    }
}
