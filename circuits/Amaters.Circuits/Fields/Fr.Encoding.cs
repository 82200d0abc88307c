using System.Globalization;
using System.Numerics;

namespace Amaters.Circuits.Fields;

// Conversions. Standard form is the integer in [0, r); Montgomery form never leaves memory.
public readonly partial struct Fr
{
    /// <summary>Length of the encoding: 32 bytes, little endian, standard form, canonical (below r).</summary>
    public const int EncodedByteCount = UInt256.ByteCount;

    /// <summary>Length of the input of <see cref="FromWideBytes"/>.</summary>
    public const int WideByteCount = 2 * UInt256.ByteCount;

    /// <summary>The element of this value.</summary>
    public static Fr FromUInt64(ulong value) => new(Montgomery<FrModulus>.Enter(new UInt256(value, 0, 0, 0)));

    /// <summary>The element congruent to this value; negative values count down from r.</summary>
    public static Fr FromInt64(long value) => value < 0 ? -FromUInt64(unchecked(0 - (ulong)value)) : FromUInt64((ulong)value);

    /// <summary>The element congruent to any integer, of either sign.</summary>
    public static Fr FromBigInteger(BigInteger value)
    {
        var remainder = BigInteger.Remainder(value, Modulus);
        return new Fr(Montgomery<FrModulus>.Enter(UInt256.FromBigInteger(remainder.Sign < 0 ? remainder + Modulus : remainder)));
    }

    /// <summary>The element congruent to a 256-bit integer in four limbs, least significant first; values from r on are reduced.</summary>
    /// <exception cref="ArgumentException">The span does not hold four limbs.</exception>
    public static Fr FromLimbs(ReadOnlySpan<ulong> standardLimbs)
    {
        if (standardLimbs.Length != 4)
            throw new ArgumentException("A field element has 4 limbs.", nameof(standardLimbs));
        return new Fr(Montgomery<FrModulus>.Enter(new UInt256(standardLimbs[0], standardLimbs[1], standardLimbs[2], standardLimbs[3])));
    }

    /// <summary>Reduces 64 bytes, read as a little-endian integer; uniform bytes give an element within 2⁻²⁵⁶ of uniform.</summary>
    /// <exception cref="ArgumentException">The span does not hold 64 bytes.</exception>
    public static Fr FromWideBytes(ReadOnlySpan<byte> source)
    {
        if (source.Length != WideByteCount)
            throw new ArgumentException("Wide reduction takes 64 bytes.", nameof(source));
        return new Fr(Montgomery<FrModulus>.EnterWide(UInt256.ReadLittleEndian(source), UInt256.ReadLittleEndian(source[EncodedByteCount..])));
    }

    /// <summary>Bytes that <see cref="FromDigest"/> keeps: as many as always stay below r.</summary>
    public const int DigestByteCount = EncodedByteCount - 1;

    /// <summary>The first 31 bytes of a digest, read as a little-endian integer: nothing is reduced, so equal elements have equal bytes.</summary>
    /// <exception cref="ArgumentException">The digest is shorter than 31 bytes.</exception>
    public static Fr FromDigest(ReadOnlySpan<byte> digest)
    {
        if (digest.Length < DigestByteCount)
            throw new ArgumentException("31 bytes of digest make an element.", nameof(digest));
        Span<byte> encoded = stackalloc byte[EncodedByteCount];
        digest[..DigestByteCount].CopyTo(encoded);
        encoded[DigestByteCount] = 0;
        return new Fr(Montgomery<FrModulus>.Enter(UInt256.ReadLittleEndian(encoded)));
    }

    /// <summary>The integer in [0, r).</summary>
    public BigInteger ToBigInteger() => ToStandard().ToBigInteger();

    /// <summary>Writes the integer in [0, r) as four limbs, least significant first.</summary>
    /// <exception cref="ArgumentException">The span is shorter than four limbs.</exception>
    public void ToStandardLimbs(Span<ulong> destination)
    {
        if (destination.Length < 4)
            throw new ArgumentException("A field element has 4 limbs.", nameof(destination));
        var standard = ToStandard();
        destination[3] = standard.Limb3;
        destination[2] = standard.Limb2;
        destination[1] = standard.Limb1;
        destination[0] = standard.Limb0;
    }

    /// <summary>Writes the 32-byte little-endian encoding to the start of <paramref name="destination"/>.</summary>
    /// <exception cref="ArgumentException">The span is shorter than 32 bytes.</exception>
    public void Encode(Span<byte> destination)
    {
        if (destination.Length < EncodedByteCount)
            throw new ArgumentException("A field element takes 32 bytes.", nameof(destination));
        ToStandard().WriteLittleEndian(destination);
    }

    /// <summary>The 32-byte little-endian encoding.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[EncodedByteCount];
        Encode(bytes);
        return bytes;
    }

    /// <summary>Reads exactly 32 little-endian bytes; false, and zero, for another length or a value from r on.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, out Fr value)
    {
        value = default;
        if (source.Length != EncodedByteCount)
            return false;
        var standard = UInt256.ReadLittleEndian(source);
        if (!Montgomery<FrModulus>.IsCanonical(standard))
            return false;
        value = new Fr(Montgomery<FrModulus>.Enter(standard));
        return true;
    }

    /// <summary>The integer in [0, r) as <c>0x</c> and 64 hexadecimal digits.</summary>
    public override string ToString()
    {
        var standard = ToStandard();
        return string.Create(CultureInfo.InvariantCulture, $"0x{standard.Limb3:x16}{standard.Limb2:x16}{standard.Limb1:x16}{standard.Limb0:x16}");
    }

    /// <summary>Reads exactly what <see cref="ToString"/> writes, with digits in either case.</summary>
    public static bool TryParse(string? text, out Fr value)
    {
        value = default;
        if (text is not { Length: 2 + (2 * EncodedByteCount) } || !text.StartsWith("0x", StringComparison.Ordinal))
            return false;
        Span<byte> bytes = stackalloc byte[EncodedByteCount];
        if (Convert.FromHexString(text.AsSpan(2), bytes, out _, out _) != System.Buffers.OperationStatus.Done)
            return false;
        bytes.Reverse();
        return TryDecode(bytes, out value);
    }

    private UInt256 ToStandard() => Montgomery<FrModulus>.Leave(_montgomery);
}
