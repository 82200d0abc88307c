using System.Buffers.Binary;
using System.Numerics;

namespace Amaters.Circuits.Fields;

/// <summary>Four 64-bit limbs, least significant first: the storage of <see cref="Fr"/> and of the Jubjub scalars.</summary>
internal readonly struct UInt256(ulong limb0, ulong limb1, ulong limb2, ulong limb3) : IEquatable<UInt256>
{
    public readonly ulong Limb0 = limb0;
    public readonly ulong Limb1 = limb1;
    public readonly ulong Limb2 = limb2;
    public readonly ulong Limb3 = limb3;

    public const int ByteCount = 32;

    public bool IsZero => (Limb0 | Limb1 | Limb2 | Limb3) == 0;

    /// <summary>Bit <paramref name="index"/> counted from the least significant, 0..255.</summary>
    public bool Bit(int index) => ((this[index >> 6] >> (index & 63)) & 1) != 0;

    public ulong this[int index] => index switch
    {
        0 => Limb0,
        1 => Limb1,
        2 => Limb2,
        3 => Limb3,
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public static UInt256 ReadLittleEndian(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadUInt64LittleEndian(source),
        BinaryPrimitives.ReadUInt64LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[16..]),
        BinaryPrimitives.ReadUInt64LittleEndian(source[24..]));

    public void WriteLittleEndian(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Limb0);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], Limb1);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[16..], Limb2);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[24..], Limb3);
    }

    /// <summary>Truncates to 256 bits; the sign must be non-negative.</summary>
    public static UInt256 FromBigInteger(BigInteger value) => new(
        (ulong)(value & ulong.MaxValue),
        (ulong)((value >> 64) & ulong.MaxValue),
        (ulong)((value >> 128) & ulong.MaxValue),
        (ulong)((value >> 192) & ulong.MaxValue));

    public BigInteger ToBigInteger() =>
        ((((((BigInteger)Limb3 << 64) | Limb2) << 64) | Limb1) << 64) | Limb0;

    public bool Equals(UInt256 other) =>
        ((Limb0 ^ other.Limb0) | (Limb1 ^ other.Limb1) | (Limb2 ^ other.Limb2) | (Limb3 ^ other.Limb3)) == 0;

    public override bool Equals(object? obj) => obj is UInt256 other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Limb0, Limb1, Limb2, Limb3);
}
