using System.Runtime.InteropServices;
using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Fields;

/// <summary>An element c0 + c1·u of Fp2 = Fp[u]/(u² + 1).</summary>
/// <remarks>Default: zero. In memory c0 comes first, 96 bytes, as in an iden3 <c>.zkey</c>; the point encodings write c1 first.</remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct Fp2 : IFieldElement<Fp2>
{
    private readonly Fp _c0, _c1;

    /// <summary>c0 + c1·u.</summary>
    public Fp2(in Fp c0, in Fp c1)
    {
        _c0 = c0;
        _c1 = c1;
    }

    /// <inheritdoc/>
    public static Fp2 Zero => default;

    /// <inheritdoc/>
    public static Fp2 One => new(Fp.One, Fp.Zero);

    /// <summary>The constant coefficient.</summary>
    public Fp C0 => _c0;

    /// <summary>The coefficient of u.</summary>
    public Fp C1 => _c1;

    /// <inheritdoc/>
    public bool IsZero => _c0.IsZero && _c1.IsZero;

    /// <summary>c0 − c1·u, which is also the p-th power (u^p = −u).</summary>
    public Fp2 Conjugate() => new(_c0, -_c1);

    /// <summary>c0² + c1², the product with the conjugate, an element of Fp.</summary>
    public Fp Norm() => Fp.SumOfProducts(_c0, _c0, _c1, _c1);

    /// <inheritdoc/>
    public static Fp2 operator +(in Fp2 a, in Fp2 b) => new(a._c0 + b._c0, a._c1 + b._c1);

    /// <inheritdoc/>
    public static Fp2 operator -(in Fp2 a, in Fp2 b) => new(a._c0 - b._c0, a._c1 - b._c1);

    /// <inheritdoc/>
    public static Fp2 operator -(in Fp2 a) => new(-a._c0, -a._c1);

    /// <inheritdoc/>
    /// <remarks>
    /// (a0·b0 − a1·b1) + (a0·b1 + a1·b0)·u: each coefficient is a sum of two products under one reduction, which costs the
    /// multiplications of Karatsuba without its additions. Factors may have coefficients up to 2p.
    /// </remarks>
    public static Fp2 operator *(in Fp2 a, in Fp2 b) => new(
        Fp.SumOfProducts(a._c0, b._c0, a._c1, Fp.NegateUnreduced(b._c1)),
        Fp.SumOfProducts(a._c0, b._c1, a._c1, b._c0));

    /// <summary>a·b with b in Fp.</summary>
    public static Fp2 operator *(in Fp2 a, in Fp b) => new(a._c0 * b, a._c1 * b);

    /// <inheritdoc/>
    public Fp2 Double() => new(_c0.Double(), _c1.Double());

    /// <summary>a/2.</summary>
    public Fp2 Half() => new(_c0.Half(), _c1.Half());

    /// <inheritdoc/>
    /// <remarks>(c0 + c1)(c0 − c1) + 2·c0·c1·u.</remarks>
    public Fp2 Square() => new(Fp.AddUnreduced(_c0, _c1) * (_c0 - _c1), Fp.AddUnreduced(_c0, _c0) * _c1);

    /// <summary>a·(1 + u): the non-residue by which Fp6 is built.</summary>
    public Fp2 MultiplyByNonResidue() => new(_c0 - _c1, _c0 + _c1);

    /// <inheritdoc/>
    /// <remarks>The conjugate over the norm.</remarks>
    public Fp2 Inverse()
    {
        var inverse = Norm().Inverse();
        return new Fp2(_c0 * inverse, -(_c1 * inverse));
    }

    /// <summary>a raised to a power given as little-endian 64-bit limbs; 0⁰ = 1.</summary>
    public Fp2 Pow(ReadOnlySpan<ulong> exponent)
    {
        var result = One;
        for (var bit = (exponent.Length * 64) - 1; bit >= 0; bit--)
        {
            result = result.Square();
            if ((exponent[bit / 64] >> (bit % 64) & 1) == 1)
                result *= this;
        }

        return result;
    }

    /// <summary>a + b without reduction, coefficients below 2p: only for a factor of a following multiplication.</summary>
    internal static Fp2 AddUnreduced(in Fp2 a, in Fp2 b) => new(Fp.AddUnreduced(a._c0, b._c0), Fp.AddUnreduced(a._c1, b._c1));

    /// <summary>Whether both are the same element.</summary>
    public static bool operator ==(in Fp2 a, in Fp2 b) => a._c0 == b._c0 && a._c1 == b._c1;

    /// <summary>Whether the elements differ.</summary>
    public static bool operator !=(in Fp2 a, in Fp2 b) => !(a == b);

    /// <inheritdoc/>
    public bool Equals(Fp2 other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fp2 other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_c0, _c1);

    /// <summary>Both coefficients in hexadecimal.</summary>
    public override string ToString() => $"{_c0} + {_c1}·u";
}
