using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Fields;

/// <summary>An element c0 + c1·v + c2·v² of Fp6 = Fp2[v]/(v³ − ξ), ξ = 1 + u. Default: zero.</summary>
public readonly struct Fp6 : IFieldElement<Fp6>
{
    private readonly Fp2 _c0, _c1, _c2;

    /// <summary>c0 + c1·v + c2·v².</summary>
    public Fp6(in Fp2 c0, in Fp2 c1, in Fp2 c2)
    {
        _c0 = c0;
        _c1 = c1;
        _c2 = c2;
    }

    /// <inheritdoc/>
    public static Fp6 Zero => default;

    /// <inheritdoc/>
    public static Fp6 One => new(Fp2.One, Fp2.Zero, Fp2.Zero);

    /// <summary>The constant coefficient.</summary>
    public Fp2 C0 => _c0;

    /// <summary>The coefficient of v.</summary>
    public Fp2 C1 => _c1;

    /// <summary>The coefficient of v².</summary>
    public Fp2 C2 => _c2;

    /// <inheritdoc/>
    public bool IsZero => _c0.IsZero && _c1.IsZero && _c2.IsZero;

    /// <inheritdoc/>
    public static Fp6 operator +(in Fp6 a, in Fp6 b) => new(a._c0 + b._c0, a._c1 + b._c1, a._c2 + b._c2);

    /// <inheritdoc/>
    public static Fp6 operator -(in Fp6 a, in Fp6 b) => new(a._c0 - b._c0, a._c1 - b._c1, a._c2 - b._c2);

    /// <inheritdoc/>
    public static Fp6 operator -(in Fp6 a) => new(-a._c0, -a._c1, -a._c2);

    /// <inheritdoc/>
    /// <remarks>Karatsuba: 6 multiplications in Fp2 instead of 9.</remarks>
    public static Fp6 operator *(in Fp6 a, in Fp6 b)
    {
        var v0 = a._c0 * b._c0;
        var v1 = a._c1 * b._c1;
        var v2 = a._c2 * b._c2;
        var cross12 = (Fp2.AddUnreduced(a._c1, a._c2) * Fp2.AddUnreduced(b._c1, b._c2)) - v1 - v2;
        var cross01 = (Fp2.AddUnreduced(a._c0, a._c1) * Fp2.AddUnreduced(b._c0, b._c1)) - v0 - v1;
        var cross02 = (Fp2.AddUnreduced(a._c0, a._c2) * Fp2.AddUnreduced(b._c0, b._c2)) - v0 - v2;
        return new Fp6(v0 + cross12.MultiplyByNonResidue(), cross01 + v2.MultiplyByNonResidue(), cross02 + v1);
    }

    /// <summary>a·b with b in Fp2.</summary>
    public static Fp6 operator *(in Fp6 a, in Fp2 b) => new(a._c0 * b, a._c1 * b, a._c2 * b);

    /// <inheritdoc/>
    public Fp6 Double() => new(_c0.Double(), _c1.Double(), _c2.Double());

    /// <inheritdoc/>
    /// <remarks>2 multiplications and 3 squarings in Fp2 (Chung, Hasan, "Asymmetric Squaring Formulae", CH-SQR2).</remarks>
    public Fp6 Square()
    {
        var s0 = _c0.Square();
        var s1 = (_c0 * _c1).Double();
        var s2 = (_c0 - _c1 + _c2).Square();
        var s3 = (_c1 * _c2).Double();
        var s4 = _c2.Square();
        return new Fp6(s0 + s3.MultiplyByNonResidue(), s1 + s4.MultiplyByNonResidue(), s1 + s2 + s3 - s0 - s4);
    }

    /// <summary>a·v: the non-residue by which Fp12 is built.</summary>
    public Fp6 MultiplyByV() => new(_c2.MultiplyByNonResidue(), _c0, _c1);

    /// <summary>a·(b0 + b1·v): 5 multiplications in Fp2.</summary>
    public Fp6 MultiplySparse(in Fp2 b0, in Fp2 b1)
    {
        var v0 = _c0 * b0;
        var v1 = _c1 * b1;
        var cross = (Fp2.AddUnreduced(_c0, _c1) * Fp2.AddUnreduced(b0, b1)) - v0 - v1;
        return new Fp6(v0 + (_c2 * b1).MultiplyByNonResidue(), cross, v1 + (_c2 * b0));
    }

    /// <summary>a·(b1·v): 3 multiplications in Fp2.</summary>
    public Fp6 MultiplySparse(in Fp2 b1) => new((_c2 * b1).MultiplyByNonResidue(), _c0 * b1, _c1 * b1);

    /// <inheritdoc/>
    /// <remarks>The adjoint over the norm to Fp2 (Beuchat et al., eprint 2010/354, algorithm 17).</remarks>
    public Fp6 Inverse()
    {
        var t0 = _c0.Square() - (_c1 * _c2).MultiplyByNonResidue();
        var t1 = _c2.Square().MultiplyByNonResidue() - (_c0 * _c1);
        var t2 = _c1.Square() - (_c0 * _c2);
        var norm = (_c0 * t0) + ((_c2 * t1) + (_c1 * t2)).MultiplyByNonResidue();
        return new Fp6(t0, t1, t2) * norm.Inverse();
    }

    /// <summary>Whether both are the same element.</summary>
    public static bool operator ==(in Fp6 a, in Fp6 b) => a._c0 == b._c0 && a._c1 == b._c1 && a._c2 == b._c2;

    /// <summary>Whether the elements differ.</summary>
    public static bool operator !=(in Fp6 a, in Fp6 b) => !(a == b);

    /// <inheritdoc/>
    public bool Equals(Fp6 other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fp6 other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_c0, _c1, _c2);

    /// <summary>The three coefficients in hexadecimal.</summary>
    public override string ToString() => $"[{_c0}, {_c1}, {_c2}]";
}
