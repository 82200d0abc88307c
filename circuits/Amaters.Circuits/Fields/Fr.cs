using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amaters.Circuits.Fields;

/// <summary>An element of the scalar field of BLS12-381: the field of circuits, hashes, Jubjub coordinates and witnesses.</summary>
/// <remarks>
/// <para>
/// Modulus r = x⁴ − x² + 1 with the BLS parameter x = −0xd201000000010000, a 255-bit prime:
/// <c>0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001</c>. r − 1 = 2³²·T with odd T; the smallest
/// multiplicative generator is 7, and 5, the non-residue that iden3/snarkjs uses, generates the roots of unity here.
/// </para>
/// <para>
/// In memory: four little-endian limbs of x·2²⁵⁶ mod r, always below r, so equal values have equal limbs and
/// <c>default</c> is zero. Spans of <see cref="Fr"/> may be reinterpreted as limbs by bulk arithmetic.
/// </para>
/// <para>
/// Arithmetic takes the same time for all operands; <see cref="SquareRoot"/>, conversions to text and to
/// <see cref="System.Numerics.BigInteger"/> do not, and are for public values.
/// </para>
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct Fr : IFieldElement<Fr>
{
    /// <summary>Number of bits of the modulus.</summary>
    public const int BitCount = 255;

    private readonly UInt256 _montgomery;

    private Fr(in UInt256 montgomery) => _montgomery = montgomery;

    /// <inheritdoc/>
    public static Fr Zero => default;

    /// <inheritdoc/>
    public static Fr One => new(FrModulus.One);

    /// <inheritdoc/>
    public bool IsZero => _montgomery.IsZero;

    /// <summary>True when the canonical representation is odd: the "sign" that compressed points carry.</summary>
    public bool IsOdd => (ToStandard().Limb0 & 1) != 0;

    /// <summary>x + y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fr operator +(in Fr x, in Fr y) => new(Montgomery<FrModulus>.Add(x._montgomery, y._montgomery));

    /// <summary>x − y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fr operator -(in Fr x, in Fr y) => new(Montgomery<FrModulus>.Subtract(x._montgomery, y._montgomery));

    /// <summary>−x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fr operator -(in Fr x) => new(Montgomery<FrModulus>.Subtract(default, x._montgomery));

    /// <summary>x·y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fr operator *(in Fr x, in Fr y) => new(Montgomery<FrModulus>.Multiply(x._montgomery, y._montgomery));

    /// <summary>Equality of values.</summary>
    public static bool operator ==(in Fr x, in Fr y) => x._montgomery.Equals(y._montgomery);

    /// <summary>Inequality of values.</summary>
    public static bool operator !=(in Fr x, in Fr y) => !x._montgomery.Equals(y._montgomery);

    /// <inheritdoc/>
    public Fr Double() => this + this;

    /// <inheritdoc/>
    public Fr Square() => this * this;

    /// <summary>x⁻¹ = x^(r−2), and 0 for 0.</summary>
    public Fr Inverse() => Pow(ModulusMinusTwo);

    /// <summary>xᵉ for a public exponent of any number of limbs, least significant first; x⁰ = 1 also for x = 0.</summary>
    public Fr Pow(params ReadOnlySpan<ulong> exponent) => new(Montgomery<FrModulus>.Power(_montgomery, exponent));

    /// <inheritdoc/>
    public bool Equals(Fr other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fr other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => _montgomery.GetHashCode();
}
