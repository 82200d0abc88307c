using Amaters.Circuits.Fields;

namespace Amaters.Vectors.MapToCurve;

/// <summary>Takes a square root where one exists.</summary>
internal delegate bool TrySquareRoot<TField>(in TField value, out TField root);

/// <summary>The simplified Shallue–van de Woestijne–Ulas map to y² = x³ + A·x + B with A·B ≠ 0: RFC 9380 §6.6.2, step by step.</summary>
/// <param name="A">The coefficient of x.</param>
/// <param name="B">The constant coefficient.</param>
/// <param name="Z">The non-square of the map.</param>
/// <param name="SquareRoot">Square roots in the field.</param>
/// <param name="Sign">sgn0 of RFC 9380 §4.1.</param>
internal sealed record SimplifiedSwu<TField>(TField A, TField B, TField Z, TrySquareRoot<TField> SquareRoot, Func<TField, bool> Sign)
    where TField : struct, IFieldElement<TField>
{
    public (TField X, TField Y) Map(TField u)
    {
        var zuu = Z * u.Square();
        var tv1 = (zuu.Square() + zuu).Inverse();
        var x = tv1.IsZero
            ? B * (Z * A).Inverse()
            : -B * A.Inverse() * (TField.One + tv1);
        if (!SquareRoot(RightSide(x), out var y))
        {
            x *= zuu;
            if (!SquareRoot(RightSide(x), out y))
                throw new InvalidOperationException("One of the two candidates always is a square.");
        }

        return (x, Sign(u) == Sign(y) ? y : -y);
    }

    private TField RightSide(TField x) => (x.Square() * x) + (A * x) + B;
}
