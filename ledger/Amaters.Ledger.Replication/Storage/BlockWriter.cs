using Amaters.Ledger.Consensus;
using RocksDbSharp;

namespace Amaters.Ledger.Replication.Storage;

/// <summary>Lays entries out in blocks: two records for many entries, since RocksDB's work is by the record.</summary>
/// <remarks>
/// A block is read as a whole even if one entry of it is asked for, so it ends at <see cref="MaxEntryCount"/> entries or before its
/// payloads would pass <see cref="MaxPayloadByteCount"/>: larger ones would save next to nothing more. An entry of more bytes is a
/// block of its own. Readers rely on neither bound. Not thread-safe.
/// </remarks>
internal sealed class BlockWriter(LogDatabase database)
{
    public const int MaxEntryCount = 512, MaxPayloadByteCount = 64 << 10;

    private readonly byte[] _key = new byte[LogRecords.IndexKeyByteCount];
    private readonly byte[] _headers = new byte[MaxEntryCount * LogRecords.HeaderByteCount];
    private readonly byte[] _payloads = new byte[MaxPayloadByteCount];

    /// <summary>Adds consecutive entries to a batch, as blocks of their own.</summary>
    public void Put(WriteBatch batch, IReadOnlyList<Entry> entries)
    {
        for (var next = 0; next < entries.Count;)
            next = PutBlock(batch, entries, next);
    }

    /// <summary>Adds one block that begins with the entry at <paramref name="start"/>; returns where the next one begins.</summary>
    private int PutBlock(WriteBatch batch, IReadOnlyList<Entry> entries, int start)
    {
        var (position, byteCount) = (start, 0);
        ReadOnlySpan<byte> payloads = default;
        for (; position < entries.Count && position - start < MaxEntryCount; position++)
        {
            var entry = entries[position];
            var payload = entry.Data.Span;
            if (position > start && payload.Length > MaxPayloadByteCount - byteCount)
                break;
            var header = _headers.AsSpan((position - start) * LogRecords.HeaderByteCount);
            LogRecords.WriteHeader(header, entry.Index.Value, new EntryHeader(entry.Term.Value, (byte)entry.Type, (uint)payload.Length, Crc32C.Compute(payload)));
            if (payload.Length > MaxPayloadByteCount)
            {
                // Alone in its block, and not copied.
                payloads = payload;
                position++;
                break;
            }

            payload.CopyTo(_payloads.AsSpan(byteCount));
            byteCount += payload.Length;
            payloads = _payloads.AsSpan(0, byteCount);
        }

        LogRecords.WriteKey(_key, entries[start].Index.Value);
        batch.Put((ReadOnlySpan<byte>)_key, _headers.AsSpan(0, (position - start) * LogRecords.HeaderByteCount), database.Headers);
        if (!payloads.IsEmpty)
            batch.Put((ReadOnlySpan<byte>)_key, payloads, database.Payloads);
        return position;
    }
}
