using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Prover.Parallelism;

namespace Amaters.Prover.Qap;

/// <summary>The polynomials a, b, c of a proof as evaluations on the domain: row i of A·w, B·w and C·w.</summary>
internal static class ConstraintEvaluation
{
    /// <summary>Fills a, b and c; false when a constraint does not hold, that is aᵢ·bᵢ ≠ cᵢ for some i.</summary>
    /// <param name="circuit">The constraints.</param>
    /// <param name="witness">A witness of the circuit's shape.</param>
    /// <param name="a">Receives A·w; then iden3's rows, a at (constraints + s) = wₛ for the constant and each public wire s; then zeros.</param>
    /// <param name="b">Receives B·w, then zeros.</param>
    /// <param name="c">Receives C·w, then zeros.</param>
    /// <param name="workerCount">How many pieces of work run at once.</param>
    public static bool TryFill(R1cs circuit, Witness witness, Memory<Fr> a, Memory<Fr> b, Memory<Fr> c, int workerCount)
    {
        var failed = 0;
        WorkQueue.RunRanges(circuit.ConstraintCount, 1 << 8, workerCount, (start, end) =>
        {
            var wires = witness.Values;
            for (int row = start; row < end; row++)
            {
                var left = circuit.A.EvaluateRow(row, wires);
                var right = circuit.B.EvaluateRow(row, wires);
                var product = circuit.C.EvaluateRow(row, wires);
                if (left * right != product)
                    Volatile.Write(ref failed, 1);
                (a.Span[row], b.Span[row], c.Span[row]) = (left, right, product);
            }
        });

        a.Span[circuit.ConstraintCount..].Clear();
        b.Span[circuit.ConstraintCount..].Clear();
        c.Span[circuit.ConstraintCount..].Clear();
        witness.Values[..(circuit.PublicCount + 1)].CopyTo(a.Span[circuit.ConstraintCount..]);
        return failed == 0;
    }
}
