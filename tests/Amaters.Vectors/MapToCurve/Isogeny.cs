using Amaters.Circuits.Fields;

namespace Amaters.Vectors.MapToCurve;

/// <summary>A rational map between curves, (x, y) → (xNum(x)/xDen(x), y·yNum(x)/yDen(x)); null stands for infinity.</summary>
/// <remarks>RFC 9380 §6.6.3. Polynomials are given by ascending coefficients.</remarks>
internal sealed record Isogeny<TField>(TField[] XNumerator, TField[] XDenominator, TField[] YNumerator, TField[] YDenominator)
    where TField : struct, IFieldElement<TField>
{
    public (TField X, TField Y)? Apply(TField x, TField y)
    {
        TField xDenominator = Evaluate(XDenominator, x), yDenominator = Evaluate(YDenominator, x);
        if (xDenominator.IsZero || yDenominator.IsZero)
            return null;
        return (Evaluate(XNumerator, x) * xDenominator.Inverse(), y * Evaluate(YNumerator, x) * yDenominator.Inverse());
    }

    private static TField Evaluate(TField[] coefficients, TField x)
    {
        var sum = TField.Zero;
        for (var i = coefficients.Length - 1; i >= 0; i--)
            sum = (sum * x) + coefficients[i];
        return sum;
    }
}
