using System.Buffers.Binary;
using Amaters.Ledger.Storage;

namespace Amaters.Ledger.Snapshots;

/// <summary>The bytes of a snapshot: rows of the state database, family by family.</summary>
/// <remarks>
/// <code>
/// bytes  content
/// 8      "AMSTATE1"
/// then for each row
///   1      length of the family's name, n; 0 ends the snapshot
///   n      the family's name, ASCII
///   4      length of the key, k, little endian; at most 1 KiB
///   k      the key
///   4      length of the value, v, little endian; at most 16 MiB
///   v      the value
/// </code>
/// Families come in the database's order and keys in byte order, each once, and nothing follows the end: one state, one
/// snapshot. The tree's rows are left out: the receiver hashes them anew from the records, which is what makes a doctored
/// record show.
/// </remarks>
internal static class SnapshotStream
{
    private const int KeyByteCountMax = 1 << 10;
    private const int ValueByteCountMax = 1 << 24;
    private const int RowsPerWrite = 1000;

    private static ReadOnlySpan<byte> Magic => "AMSTATE1"u8;

    public static void Write(LedgerDatabase database, LedgerView view, Stream destination)
    {
        destination.Write(Magic);
        foreach (var (name, handle) in database.AllFamilies())
        {
            if (name == nameof(Family.Tree))
                continue;
            foreach (var (key, value) in view.From(handle, []))
            {
                destination.WriteByte((byte)name.Length);
                destination.Write(System.Text.Encoding.ASCII.GetBytes(name));
                WriteBlock(destination, key);
                WriteBlock(destination, value);
            }
        }

        destination.WriteByte(0);
    }

    /// <summary>Fills an empty database.</summary>
    /// <returns>Number of rows that the snapshot has.</returns>
    /// <exception cref="InvalidDataException">The bytes are not a snapshot.</exception>
    public static long Read(Stream source, LedgerDatabase database)
    {
        Span<byte> magic = stackalloc byte[Magic.Length];
        if (source.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false) < magic.Length || !magic.SequenceEqual(Magic))
            throw new InvalidDataException("The snapshot does not begin as one.");
        var families = database.AllFamilies().Where(family => family.Name != nameof(Family.Tree)).ToList();
        var place = (Family: 0, Key: Array.Empty<byte>());
        var write = database.BeginWrite();
        long rowCount = 0;
        try
        {
            while (ReadByte(source) is var nameLength and not 0)
            {
                var name = System.Text.Encoding.ASCII.GetString(ReadExactly(source, nameLength));
                var family = families.FindIndex(family => family.Name == name);
                if (family < 0)
                    throw new InvalidDataException($"The snapshot names a family '{name}' that this ledger does not have.");
                var key = ReadBlock(source, KeyByteCountMax);
                if (rowCount > 0 && (family < place.Family || (family == place.Family && key.AsSpan().SequenceCompareTo(place.Key) <= 0)))
                    throw new InvalidDataException($"The snapshot's rows of family {name} are out of order or stand there twice.");
                place = (family, key);
                write.Put(key, ReadBlock(source, ValueByteCountMax), families[family].Handle);
                if (++rowCount % RowsPerWrite != 0)
                    continue;
                write.Commit();
                write.Dispose();
                write = database.BeginWrite();
            }

            if (source.ReadByte() >= 0)
                throw new InvalidDataException("The snapshot goes on after its end.");
            write.Commit();
            return rowCount;
        }
        finally
        {
            write.Dispose();
        }
    }

    private static void WriteBlock(Stream destination, byte[] block)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, block.Length);
        destination.Write(length);
        destination.Write(block);
    }

    private static byte[] ReadBlock(Stream source, int byteCountMax)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(ReadExactly(source, 4));
        return length >= 0 && length <= byteCountMax ? ReadExactly(source, length) : throw new InvalidDataException($"The snapshot has a block of {length} bytes; at most {byteCountMax} are allowed.");
    }

    private static int ReadByte(Stream source) => source.ReadByte() is var value and >= 0 ? value : throw new InvalidDataException("The snapshot ends early.");

    private static byte[] ReadExactly(Stream source, int byteCount)
    {
        var bytes = new byte[byteCount];
        return source.ReadAtLeast(bytes, byteCount, throwOnEndOfStream: false) == byteCount ? bytes : throw new InvalidDataException("The snapshot ends early.");
    }
}
