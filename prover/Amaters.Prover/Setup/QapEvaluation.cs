using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Prover.Domains;

namespace Amaters.Prover.Setup;

/// <summary>The polynomials of a circuit at the secret point: Aₛ(τ), Bₛ(τ), Kₛ for every wire s, and the quotient's basis.</summary>
/// <remarks>
/// Aₛ = Σᵢ A[i,s]·Lᵢ over the constraints i, and the same for B and C (Groth, eprint 2016/260 §3; iden3's rows: constraint (constraints + s) gives Aₛ the
/// further term L of that row for the constant and each public wire s). Kₛ = β·Aₛ + α·Bₛ + Cₛ, divided by δ for private wires; γ = 1.
/// </remarks>
internal sealed class QapEvaluation : IDisposable
{
    private readonly SecretMemory _a;
    private readonly SecretMemory _b;
    private readonly SecretMemory _k;
    private readonly SecretMemory _h;
    private readonly int _publicCount;

    public QapEvaluation(R1cs circuit, EvaluationDomain domain, ToxicScalars toxic)
    {
        _publicCount = circuit.PublicCount;
        _a = new SecretMemory(circuit.WireCount);
        _b = new SecretMemory(circuit.WireCount);
        _k = new SecretMemory(circuit.WireCount);
        _h = new SecretMemory(domain.Size);
        EvaluateWires(circuit, domain, toxic);
        EvaluateQuotientBasis(domain, toxic);
    }

    /// <summary>Aₛ(τ) for every wire.</summary>
    public ReadOnlyMemory<Fr> A => _a.Memory;

    /// <summary>Bₛ(τ) for every wire.</summary>
    public ReadOnlyMemory<Fr> B => _b.Memory;

    /// <summary>Kₛ of the constant and the public wires.</summary>
    public ReadOnlyMemory<Fr> PublicK => _k.Memory[..(_publicCount + 1)];

    /// <summary>Kₛ/δ of the private wires.</summary>
    public ReadOnlyMemory<Fr> PrivateK => _k.Memory[(_publicCount + 1)..];

    /// <summary>L⁽²ⁿ⁾ at odd indexes, divided by δ.</summary>
    public ReadOnlyMemory<Fr> H => _h.Memory;

    /// <inheritdoc/>
    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _k.Dispose();
        _h.Dispose();
    }

    private void EvaluateWires(R1cs circuit, EvaluationDomain domain, ToxicScalars toxic)
    {
        using var lagrange = new SecretMemory(domain.Size);
        LagrangeBasis.Evaluate(domain.Log2Size, toxic.Tau, lagrange.Span);
        AddColumns(circuit.A, lagrange.Span, _a.Span);
        for (int wire = 0; wire <= _publicCount; wire++)
            _a.Span[wire] += lagrange.Span[circuit.ConstraintCount + wire];
        AddColumns(circuit.B, lagrange.Span, _b.Span);

        AddColumns(circuit.C, lagrange.Span, _k.Span);
        var deltaInverse = toxic.Delta.Inverse();
        for (int wire = 0; wire < circuit.WireCount; wire++)
        {
            var k = (toxic.Beta * _a.Span[wire]) + (toxic.Alpha * _b.Span[wire]) + _k.Span[wire];
            _k.Span[wire] = wire <= _publicCount ? k : k * deltaInverse;
        }
    }

    private void EvaluateQuotientBasis(EvaluationDomain domain, ToxicScalars toxic)
    {
        using var lagrange = new SecretMemory(2 * domain.Size);
        LagrangeBasis.Evaluate(domain.Log2Size + 1, toxic.Tau, lagrange.Span);
        var deltaInverse = toxic.Delta.Inverse();
        for (int i = 0; i < domain.Size; i++)
            _h.Span[i] = lagrange.Span[(2 * i) + 1] * deltaInverse;
    }

    // column[s] += Σᵢ matrix[i, s]·row[i]
    private static void AddColumns(SparseMatrix matrix, ReadOnlySpan<Fr> row, Span<Fr> column)
    {
        for (int i = 0; i < matrix.RowCount; i++)
        {
            for (int term = matrix.RowStarts[i]; term < matrix.RowStarts[i + 1]; term++)
                column[matrix.Wires[term]] += matrix.Coefficients[term] * row[i];
        }
    }
}
