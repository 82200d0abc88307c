using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Fields;

/// <summary>An element c0 + c1·w of Fp12 = Fp6[w]/(w² − v), so w⁶ = ξ = 1 + u. Default: zero.</summary>
public readonly partial struct Fp12 : IFieldElement<Fp12>
{
    private readonly Fp6 _c0, _c1;

    /// <summary>c0 + c1·w.</summary>
    public Fp12(in Fp6 c0, in Fp6 c1)
    {
        _c0 = c0;
        _c1 = c1;
    }

    /// <inheritdoc/>
    public static Fp12 Zero => default;

    /// <inheritdoc/>
    public static Fp12 One => new(Fp6.One, Fp6.Zero);

    /// <summary>The constant coefficient.</summary>
    public Fp6 C0 => _c0;

    /// <summary>The coefficient of w.</summary>
    public Fp6 C1 => _c1;

    /// <inheritdoc/>
    public bool IsZero => _c0.IsZero && _c1.IsZero;

    /// <summary>Whether this is the multiplicative identity.</summary>
    public bool IsOne => this == One;

    /// <inheritdoc/>
    public static Fp12 operator +(in Fp12 a, in Fp12 b) => new(a._c0 + b._c0, a._c1 + b._c1);

    /// <inheritdoc/>
    public static Fp12 operator -(in Fp12 a, in Fp12 b) => new(a._c0 - b._c0, a._c1 - b._c1);

    /// <inheritdoc/>
    public static Fp12 operator -(in Fp12 a) => new(-a._c0, -a._c1);

    /// <inheritdoc/>
    /// <remarks>Karatsuba: 3 multiplications in Fp6.</remarks>
    public static Fp12 operator *(in Fp12 a, in Fp12 b)
    {
        var v0 = a._c0 * b._c0;
        var v1 = a._c1 * b._c1;
        var cross = (a._c0 + a._c1) * (b._c0 + b._c1);
        return new Fp12(v0 + v1.MultiplyByV(), cross - v0 - v1);
    }

    /// <summary>a·(l0 + l2·w² + l3·w³), the shape of a line of the Miller loop: 13 multiplications in Fp2.</summary>
    public Fp12 MultiplyByLine(in Fp2 l0, in Fp2 l2, in Fp2 l3)
    {
        // The line is (l0 + l2·v) + (l3·v)·w.
        var v0 = _c0.MultiplySparse(l0, l2);
        var v1 = _c1.MultiplySparse(l3);
        var cross = (_c0 + _c1).MultiplySparse(l0, l2 + l3);
        return new Fp12(v0 + v1.MultiplyByV(), cross - v0 - v1);
    }

    /// <inheritdoc/>
    public Fp12 Double() => new(_c0.Double(), _c1.Double());

    /// <inheritdoc/>
    /// <remarks>Complex squaring: 2 multiplications in Fp6.</remarks>
    public Fp12 Square()
    {
        var product = _c0 * _c1;
        var sum = (_c0 + _c1) * (_c0 + _c1.MultiplyByV());
        return new Fp12(sum - product - product.MultiplyByV(), product.Double());
    }

    /// <summary>c0 − c1·w, which is also the p⁶-th power, and on the cyclotomic subgroup the inverse.</summary>
    public Fp12 Conjugate() => new(_c0, -_c1);

    /// <inheritdoc/>
    /// <remarks>The conjugate over the norm to Fp6.</remarks>
    public Fp12 Inverse()
    {
        var inverse = (_c0.Square() - _c1.Square().MultiplyByV()).Inverse();
        return new Fp12(_c0 * inverse, -(_c1 * inverse));
    }

    /// <summary>Whether both are the same element.</summary>
    public static bool operator ==(in Fp12 a, in Fp12 b) => a._c0 == b._c0 && a._c1 == b._c1;

    /// <summary>Whether the elements differ.</summary>
    public static bool operator !=(in Fp12 a, in Fp12 b) => !(a == b);

    /// <inheritdoc/>
    public bool Equals(Fp12 other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fp12 other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_c0, _c1);

    /// <summary>The two coefficients in hexadecimal.</summary>
    public override string ToString() => $"{_c0} + {_c1}·w";
}
