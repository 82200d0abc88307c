using System.Security.Cryptography;
using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication.Snapshots;

/// <summary>What a <see cref="Snapshot"/> carries through the core in place of the state itself: which file holds it, and who the members are.</summary>
/// <remarks><code>0 8 length of the file, little endian | 8 32 its SHA-256 | 40 … GroupConfiguration as of the snapshot's index</code></remarks>
/// <param name="Length">Bytes of the state.</param>
/// <param name="Digest">SHA-256 of the state, 32 bytes.</param>
/// <param name="Configuration">Members and their addresses.</param>
public sealed record SnapshotTicket(long Length, ReadOnlyMemory<byte> Digest, GroupConfiguration Configuration)
{
    private const int HeadByteCount = sizeof(ulong) + SHA256.HashSizeInBytes;

    /// <summary>The bytes of the table above.</summary>
    public byte[] Encode() => [.. BitConverter.GetBytes(Length), .. Digest.Span, .. Configuration.Encode()];

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out SnapshotTicket ticket)
    {
        ticket = new SnapshotTicket(0, ReadOnlyMemory<byte>.Empty, GroupConfiguration.Empty);
        if (bytes.Length < HeadByteCount || !GroupConfiguration.TryDecode(bytes[HeadByteCount..], out var configuration))
            return false;
        var reader = new SpanReader(bytes);
        var length = reader.UInt64();
        if (length > long.MaxValue)
            return false;
        ticket = new SnapshotTicket((long)length, reader.Bytes(SHA256.HashSizeInBytes).ToArray(), configuration);
        return true;
    }
}
