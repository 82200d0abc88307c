using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Storage;
using RocksDbSharp;

namespace Amaters.Ledger.Replication.Storage;

/// <content>Reading entries: from memory, or a block at a time from disk, checked as a whole.</content>
public sealed partial class LogStore
{
    /// <inheritdoc/>
    public LogRead Entries(LogIndex from, LogIndex to, ulong maxBytes, out IReadOnlyList<Entry> entries)
    {
        entries = [];
        if (from.Value <= _compacted)
            return LogRead.Compacted;
        if (to.Value > _last + 1)
            return LogRead.Unavailable;
        var found = new List<Entry>(checked((int)Math.Min(to - from, 1024)));
        Entry[] block = [];
        ulong bytes = 0;
        for (var index = from.Value; index < to.Value; index++)
        {
            var entry = _cache.Holds(index) ? _cache[index] : OnDisk(index, ref block);
            bytes += entry.ByteCount;
            if (found.Count > 0 && bytes > maxBytes)
                break;
            found.Add(entry);
        }

        entries = found;
        return LogRead.Found;
    }

    /// <summary>Reads every payload and checks it against its header, for a scrub by the operator. Throws <see cref="LogCorruptException"/> at the first bad one.</summary>
    public void VerifyPayloads()
    {
        for (var index = _compacted + 1; index <= _last;)
            index = ReadBlock(index)[^1].Index.Value + 1;
    }

    /// <summary>An entry of the block at hand, or of the block that is read in its place.</summary>
    private Entry OnDisk(ulong index, ref Entry[] block)
    {
        if (block.Length == 0 || index > block[^1].Index.Value)
            block = ReadBlock(index);
        return block[index - block[0].Index.Value];
    }

    /// <summary>Every entry of the block that holds this one, which must be in the log; some of them may be compacted.</summary>
    /// <exception cref="LogCorruptException">An entry of the block is missing, or fails a checksum.</exception>
    private Entry[] ReadBlock(ulong index)
    {
        using var headerIterator = _database.Read(_database.Headers);
        headerIterator.SeekForPrev(LogRecords.Key(index));
        if (!headerIterator.Valid())
        {
            _database.EndScan(headerIterator);
            throw Corrupt($"entry {index} is missing.");
        }

        var first = KeyAt(headerIterator);
        var headers = headerIterator.GetValueSpan();
        var block = new Entry[CountHeaders(headers, first)];
        if (index - first >= (ulong)block.Length)
            throw Corrupt($"entry {index} is missing; the block before it ends with entry {first + (ulong)block.Length - 1}.");

        using var payloadIterator = _database.Read(_database.Payloads);
        payloadIterator.Seek(LogRecords.Key(first));
        if (!payloadIterator.Valid())
            _database.EndScan(payloadIterator);
        var payloads = payloadIterator.Valid() && KeyAt(payloadIterator) == first ? payloadIterator.GetValueSpan() : default;
        for (var i = 0; i < block.Length; i++)
        {
            var (header, entry) = (HeaderAt(headers, first, i), first + (ulong)i);
            if (header.PayloadLength > payloads.Length)
                throw Corrupt($"the payload of entry {entry} is missing or cut short.");
            var payload = payloads[..(int)header.PayloadLength];
            if (Crc32C.Compute(payload) != header.PayloadCrc)
                throw Corrupt($"the payload of entry {entry} fails its checksum.");
            // A copy, so that whoever keeps one entry does not keep its block.
            block[i] = new Entry(new Term(header.Term), new LogIndex(entry), (EntryType)header.Type, payload.ToArray());
            payloads = payloads[payload.Length..];
        }

        if (!payloads.IsEmpty)
            throw Corrupt($"{payloads.Length} bytes stand after the payload of entry {first + (ulong)block.Length - 1}, the last of its block.");
        return block;
    }

    /// <summary>The index of the first entry of the block that an iterator is at.</summary>
    private ulong KeyAt(Iterator iterator)
    {
        var key = iterator.GetKeySpan();
        if (key.Length != LogRecords.IndexKeyByteCount)
            throw Corrupt($"a block has a key of {key.Length} bytes.");
        return LogRecords.ReadKey(key);
    }

    private int CountHeaders(ReadOnlySpan<byte> headers, ulong first)
    {
        if (headers.IsEmpty || headers.Length % LogRecords.HeaderByteCount != 0)
            throw Corrupt($"the headers of the block that begins with entry {first} have {headers.Length} bytes, which is no multiple of {LogRecords.HeaderByteCount}.");
        return headers.Length / LogRecords.HeaderByteCount;
    }

    private EntryHeader HeaderAt(ReadOnlySpan<byte> headers, ulong first, int position)
    {
        var index = first + (ulong)position;
        if (!LogRecords.TryReadHeader(headers.Slice(position * LogRecords.HeaderByteCount, LogRecords.HeaderByteCount), index, out var header))
            throw Corrupt($"the header of entry {index} fails its checksum.");
        return header;
    }
}
