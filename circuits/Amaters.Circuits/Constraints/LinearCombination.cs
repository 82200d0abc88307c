using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Constraints;

/// <summary>A sum Σ cᵢ·wᵢ over wires, together with its value under the witness that is being made.</summary>
/// <remarks>
/// <para>
/// The same gadget code runs to compile a circuit and to make a witness. While compiling, the terms are kept, sorted by
/// wire and without zero coefficients; while only a witness is made, they are not, and an operation costs its field
/// operation alone, without allocation. A combination that has a part without terms has none itself, and
/// <see cref="ConstraintBuilder"/> refuses it while compiling: a constraint can never lose terms in silence.
/// </para>
/// <para><c>default</c> has no terms; the combination that is always zero is <see cref="Zero"/>.</para>
/// </remarks>
public readonly struct LinearCombination
{
    private readonly Term[]? _terms;

    internal LinearCombination(in Fr value, Term[]? terms)
    {
        Value = value;
        _terms = terms;
    }

    /// <summary>The empty sum.</summary>
    public static LinearCombination Zero { get; } = new(Fr.Zero, []);

    /// <summary>The constant 1.</summary>
    public static LinearCombination One { get; } = Fr.One;

    /// <summary>The value of the sum; without meaning while only the shape is compiled.</summary>
    public Fr Value { get; }

    internal bool HasTerms => _terms is not null;

    internal ReadOnlySpan<Term> Terms => _terms;

    /// <summary>The constant as a multiple of wire 0.</summary>
    public static implicit operator LinearCombination(in Fr constant) =>
        new(constant, constant.IsZero ? [] : [new Term(0, constant)]);

    /// <summary>x + y.</summary>
    public static LinearCombination operator +(in LinearCombination x, in LinearCombination y) =>
        new(x.Value + y.Value, x.HasTerms && y.HasTerms ? Merge(x.Terms, y.Terms, Fr.One) : null);

    /// <summary>x − y.</summary>
    public static LinearCombination operator -(in LinearCombination x, in LinearCombination y) =>
        new(x.Value - y.Value, x.HasTerms && y.HasTerms ? Merge(x.Terms, y.Terms, -Fr.One) : null);

    /// <summary>x + constant.</summary>
    public static LinearCombination operator +(in LinearCombination x, in Fr constant) =>
        x.HasTerms ? x + (LinearCombination)constant : new(x.Value + constant, null);

    /// <summary>x − constant.</summary>
    public static LinearCombination operator -(in LinearCombination x, in Fr constant) => x + -constant;

    /// <summary>constant − x.</summary>
    public static LinearCombination operator -(in Fr constant, in LinearCombination x) =>
        x.HasTerms ? -x + constant : new(constant - x.Value, null);

    /// <summary>−x.</summary>
    public static LinearCombination operator -(in LinearCombination x) =>
        new(-x.Value, x.HasTerms ? Scale(x.Terms, -Fr.One) : null);

    /// <summary>factor · x.</summary>
    public static LinearCombination operator *(in Fr factor, in LinearCombination x) =>
        new(factor * x.Value, x.HasTerms ? Scale(x.Terms, factor) : null);

    private static Term[] Scale(ReadOnlySpan<Term> terms, in Fr factor)
    {
        if (factor.IsZero)
            return [];
        var scaled = new Term[terms.Length];
        for (int i = 0; i < terms.Length; i++)
            scaled[i] = terms[i] with { Coefficient = factor * terms[i].Coefficient };
        return scaled;
    }

    // x + factor·y; both are sorted by wire.
    private static Term[] Merge(ReadOnlySpan<Term> x, ReadOnlySpan<Term> y, in Fr factor)
    {
        var merged = new Term[x.Length + y.Length];
        int i = 0, j = 0, count = 0;
        while (i < x.Length || j < y.Length)
        {
            if (j == y.Length || (i < x.Length && x[i].Wire < y[j].Wire))
            {
                merged[count++] = x[i++];
            }
            else if (i == x.Length || y[j].Wire < x[i].Wire)
            {
                merged[count++] = y[j] with { Coefficient = factor * y[j].Coefficient };
                j++;
            }
            else
            {
                var coefficient = x[i].Coefficient + (factor * y[j].Coefficient);
                if (!coefficient.IsZero)
                    merged[count++] = new Term(x[i].Wire, coefficient);
                i++;
                j++;
            }
        }

        return count == merged.Length ? merged : merged[..count];
    }
}
