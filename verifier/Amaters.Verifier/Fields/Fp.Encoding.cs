using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Fields;

/// <content>Bytes, limbs and integers. Encoded elements are 48 bytes, big endian, standard form, and always below p.</content>
public readonly partial struct Fp
{
    /// <summary>R² mod p, whose Montgomery product with a standard-form value is that value's Montgomery form.</summary>
    private static Fp RSquared => new(0xf4df1f341c341746, 0x0a76e6a609d104f1, 0x8de5476c4c95b6d5, 0x67eb88a9939d83c0, 0x9a793e85b519952d, 0x11988fe592cae3aa);

    /// <summary>Whether the standard form exceeds (p − 1)/2: the sign of a y-coordinate in a compressed point.</summary>
    public bool IsLexicographicallyLargest
    {
        get
        {
            // a > (p − 1)/2 for the integer a exactly when 2a mod p is odd.
            var doubled = Double().ToStandardForm();
            return (doubled._l0 & 1) == 1;
        }
    }

    /// <summary>Parity of the standard form: the sign sgn0 of RFC 9380 §4.1.</summary>
    public bool IsOdd => (ToStandardForm()._l0 & 1) == 1;

    /// <summary>The element of a small integer.</summary>
    public static Fp FromUInt64(ulong value) => new Fp(value, 0, 0, 0, 0, 0) * RSquared;

    /// <summary>The residue of any integer.</summary>
    public static Fp FromBigInteger(BigInteger value)
    {
        value %= Modulus;
        if (value.Sign < 0)
            value += Modulus;
        Span<byte> bytes = stackalloc byte[EncodedByteCount];
        bytes.Clear();
        value.TryWriteBytes(bytes[(EncodedByteCount - value.GetByteCount(isUnsigned: true))..], out _, isUnsigned: true, isBigEndian: true);
        TryDecode(bytes, out var result);
        return result;
    }

    /// <summary>A constant of the code, given as 96 hexadecimal digits.</summary>
    internal static Fp FromHex(string digits) =>
        TryDecode(Convert.FromHexString(digits), out var value) ? value : throw new ArgumentException("Not 96 digits of a number below p.", nameof(digits));

    /// <summary>Decodes 48 big-endian bytes; false, and zero, for another length or a value that is not below p.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, out Fp value)
    {
        value = default;
        if (source.Length != EncodedByteCount)
            return false;
        var standard = new Fp(
            BinaryPrimitives.ReadUInt64BigEndian(source[40..]),
            BinaryPrimitives.ReadUInt64BigEndian(source[32..]),
            BinaryPrimitives.ReadUInt64BigEndian(source[24..]),
            BinaryPrimitives.ReadUInt64BigEndian(source[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(source[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(source));
        if (!standard.IsBelowModulus)
            return false;
        value = standard * RSquared;
        return true;
    }

    /// <summary>Reads the six little-endian limbs of a Montgomery form (the coordinate form of a <c>.zkey</c>); false unless they are below p.</summary>
    public static bool TryReadMontgomery(ReadOnlySpan<byte> source, out Fp value)
    {
        value = default;
        if (source.Length != EncodedByteCount)
            return false;
        var read = new Fp(
            BinaryPrimitives.ReadUInt64LittleEndian(source),
            BinaryPrimitives.ReadUInt64LittleEndian(source[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[24..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[32..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[40..]));
        if (!read.IsBelowModulus)
            return false;
        value = read;
        return true;
    }

    /// <summary>Writes 48 bytes, big endian.</summary>
    public void Encode(Span<byte> destination)
    {
        var standard = ToStandardForm();
        BinaryPrimitives.WriteUInt64BigEndian(destination, standard._l5);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], standard._l4);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], standard._l3);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], standard._l2);
        BinaryPrimitives.WriteUInt64BigEndian(destination[32..], standard._l1);
        BinaryPrimitives.WriteUInt64BigEndian(destination[40..], standard._l0);
    }

    /// <summary>Writes the six little-endian limbs of the Montgomery form (the coordinate form of a <c>.zkey</c>).</summary>
    public void WriteMontgomery(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, _l0);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], _l1);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], _l2);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], _l3);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[32..], _l4);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[40..], _l5);
    }

    /// <summary>The standard form as an integer in [0, p).</summary>
    public BigInteger ToBigInteger()
    {
        Span<byte> bytes = stackalloc byte[EncodedByteCount];
        Encode(bytes);
        return new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
    }

    /// <summary>An element from the limbs of its Montgomery form, lowest first, which the caller knows to be below p.</summary>
    internal static Fp FromMontgomeryLimbsUnchecked(ulong l0, ulong l1, ulong l2, ulong l3, ulong l4, ulong l5) => new(l0, l1, l2, l3, l4, l5);

    private bool IsBelowModulus
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ulong borrow = 0;
            Limbs.SubtractWithBorrow(_l0, P0, ref borrow);
            Limbs.SubtractWithBorrow(_l1, P1, ref borrow);
            Limbs.SubtractWithBorrow(_l2, P2, ref borrow);
            Limbs.SubtractWithBorrow(_l3, P3, ref borrow);
            Limbs.SubtractWithBorrow(_l4, P4, ref borrow);
            Limbs.SubtractWithBorrow(_l5, P5, ref borrow);
            return borrow == 1;
        }
    }

    // A Montgomery product with the integer 1 divides by R.
    private Fp ToStandardForm() => this * new Fp(1, 0, 0, 0, 0, 0);
}
