using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;

namespace Amaters.Ledger.Replication;

/// <summary>The bytes of members' addresses: part of a <see cref="GroupConfiguration"/>, and the context of a configuration entry.</summary>
/// <remarks><code>u32 n, n × (u64 node id, u32 length, UTF-8 absolute URI)          little endian, by ascending node id</code></remarks>
internal static class AddressBook
{
    /// <summary>Longest accepted address, in UTF-8 bytes.</summary>
    private const int MaxAddressByteCount = 1024;

    public static ImmutableSortedDictionary<ulong, Uri> Empty => ImmutableSortedDictionary<ulong, Uri>.Empty;

    public static byte[] Encode(IReadOnlyDictionary<ulong, Uri> addresses)
    {
        var count = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(count, (uint)addresses.Count);
        return [.. count, .. addresses.OrderBy(pair => pair.Key).SelectMany(pair => Encode(pair.Key, pair.Value))];
    }

    /// <summary>Reads a whole book; false if bytes are missing, left over, out of order, or no absolute URI.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out ImmutableSortedDictionary<ulong, Uri> addresses)
    {
        var reader = new SpanReader(bytes);
        return TryRead(ref reader, out addresses) && reader.IsComplete;
    }

    /// <summary>Reads a book off the front of something longer.</summary>
    public static bool TryRead(ref SpanReader reader, out ImmutableSortedDictionary<ulong, Uri> addresses)
    {
        addresses = Empty;
        var book = ImmutableSortedDictionary.CreateBuilder<ulong, Uri>();
        var last = 0UL;
        for (var left = reader.Count(sizeof(ulong) + sizeof(uint)); left > 0; left--)
        {
            var node = reader.UInt64();
            var text = reader.Bytes(reader.Count(1));
            if (text.Length > MaxAddressByteCount || (book.Count > 0 && node <= last) || !Utf8.IsValid(text) || !Uri.TryCreate(Encoding.UTF8.GetString(text), UriKind.Absolute, out var address))
                return false;
            book[node] = address;
            last = node;
        }

        if (reader.HasFailed)
            return false;
        addresses = book.ToImmutable();
        return true;
    }

    private static byte[] Encode(ulong node, Uri address)
    {
        var text = Encoding.UTF8.GetBytes(address.OriginalString);
        var head = new byte[sizeof(ulong) + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(head, node);
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(sizeof(ulong)), (uint)text.Length);
        return [.. head, .. text];
    }
}
