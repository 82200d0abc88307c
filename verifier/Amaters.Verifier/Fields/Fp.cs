using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Fields;

/// <summary>An element of the BLS12-381 base field, integers modulo the 381-bit prime p.</summary>
/// <remarks>
/// <para>p = (x − 1)²·(x⁴ − x² + 1)/3 + x with the curve seed x = −0xd201000000010000;
/// p = 0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab, p ≡ 3 (mod 4).</para>
/// <para>Stored as a·R mod p (Montgomery form, R = 2³⁸⁴), six 64-bit limbs, lowest first, always below p. The 48 bytes of the
/// struct are therefore exactly the form of a coordinate in an iden3 <c>.zkey</c> file. The default value is zero.</para>
/// <para>Timing: variable time. Everything the verifier computes on is public.</para>
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
public readonly partial struct Fp : IFieldElement<Fp>
{
    /// <summary>Bytes of an encoded element.</summary>
    public const int EncodedByteCount = 48;

    /// <summary>64-bit limbs of an element.</summary>
    public const int LimbCount = 6;

    private const ulong P0 = 0xb9feffffffffaaab, P1 = 0x1eabfffeb153ffff, P2 = 0x6730d2a0f6b0f624;
    private const ulong P3 = 0x64774b84f38512bf, P4 = 0x4b1ba7b6434bacd7, P5 = 0x1a0111ea397fe69a;

    private readonly ulong _l0, _l1, _l2, _l3, _l4, _l5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Fp(ulong l0, ulong l1, ulong l2, ulong l3, ulong l4, ulong l5)
    {
        _l0 = l0;
        _l1 = l1;
        _l2 = l2;
        _l3 = l3;
        _l4 = l4;
        _l5 = l5;
    }

    /// <summary>The prime p.</summary>
    public static BigInteger Modulus { get; } =
        BigInteger.Parse("01a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public static Fp Zero => default;

    /// <inheritdoc/>
    public static Fp One => new(0x760900000002fffd, 0xebf4000bc40c0002, 0x5f48985753c758ba, 0x77ce585370525745, 0x5c071a97a256ec6d, 0x15f65ec3fa80e493);

    /// <inheritdoc/>
    public bool IsZero => (_l0 | _l1 | _l2 | _l3 | _l4 | _l5) == 0;

    /// <summary>Whether both are the same residue.</summary>
    public static bool operator ==(in Fp a, in Fp b) =>
        ((a._l0 ^ b._l0) | (a._l1 ^ b._l1) | (a._l2 ^ b._l2) | (a._l3 ^ b._l3) | (a._l4 ^ b._l4) | (a._l5 ^ b._l5)) == 0;

    /// <summary>Whether the residues differ.</summary>
    public static bool operator !=(in Fp a, in Fp b) => !(a == b);

    /// <inheritdoc/>
    public bool Equals(Fp other) => this == other;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Fp other && this == other;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_l0, _l1, _l2, _l3, _l4, _l5);

    /// <summary>The standard form in hexadecimal, 96 digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[EncodedByteCount];
        Encode(bytes);
        return "0x" + Convert.ToHexStringLower(bytes);
    }
}
