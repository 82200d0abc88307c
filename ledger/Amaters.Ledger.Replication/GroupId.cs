using System.Buffers.Binary;
using System.Globalization;

namespace Amaters.Ledger.Replication;

/// <summary>Names one Raft group for ever; every record, message and certificate of a member carries it. Default: no group, refused everywhere.</summary>
/// <param name="Value">128 random bits, chosen when the group is founded.</param>
public readonly record struct GroupId(UInt128 Value)
{
    /// <summary>Length of the encoded form.</summary>
    public const int ByteCount = 16;

    /// <summary>Writes the 16 bytes, big endian.</summary>
    public void Encode(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);

    /// <summary>Reads 16 bytes; false for any other length and for the default value.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out GroupId id)
    {
        id = bytes.Length == ByteCount ? new GroupId(BinaryPrimitives.ReadUInt128BigEndian(bytes)) : default;
        return id != default;
    }

    /// <summary>Reads the 32 hexadecimal digits that <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out GroupId id)
    {
        id = default;
        if (text is not { Length: 2 * ByteCount } || !UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            return false;
        id = new GroupId(value);
        return id != default;
    }

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
