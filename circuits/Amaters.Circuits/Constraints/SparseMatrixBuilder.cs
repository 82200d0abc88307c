using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Constraints;

/// <summary>Collects the rows of a <see cref="SparseMatrix"/>.</summary>
internal sealed class SparseMatrixBuilder
{
    private readonly List<int> _rowStarts = [0];
    private readonly List<int> _wires = [];
    private readonly List<Fr> _coefficients = [];

    /// <summary>Appends one linear combination as a row.</summary>
    /// <exception cref="InvalidOperationException">The combination has no terms, so a gadget mixed two builders or used a default value.</exception>
    public void AddRow(in LinearCombination combination)
    {
        if (!combination.HasTerms)
            throw new InvalidOperationException("This linear combination carries no terms; a constraint from it would be empty.");
        foreach (ref readonly var term in combination.Terms)
        {
            _wires.Add(term.Wire);
            _coefficients.Add(term.Coefficient);
        }

        _rowStarts.Add(_wires.Count);
    }

    /// <summary>The matrix of all rows added so far.</summary>
    public SparseMatrix Build() => new([.. _rowStarts], [.. _wires], [.. _coefficients]);
}
