using System.Buffers.Binary;
using System.Numerics;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Storage;
using Amaters.Ledger.Simulator.Randomness;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Disk;

/// <summary>A node's log on its simulated disk: a file of checksummed records, and a mark that says how far they were synced.</summary>
/// <remarks>
/// <para>A durable write takes four steps, and the node may die after each: <see cref="Write"/>, <see cref="SyncLog"/>, <see cref="WriteMark"/>,
/// <see cref="SyncMark"/>. Nothing is acknowledged before the last. So on start a bad record below the mark is corruption, and the node must
/// refuse; from the mark on it is a torn tail, of which nothing was acknowledged, and is cut.</para>
/// <para>Frame: length u32, CRC-32C u32 over the record's number and bytes, bytes. Mark: two slots written in turn, of which the newest
/// intact one counts; each is sequence u64, file u64, length u64, CRC-32C u32.</para>
/// </remarks>
internal sealed partial class LogStore
{
    private const int FrameHeadByteCount = 8;
    private const int RewriteByteCount = 16 * 1024;
    private readonly SortedList<ulong, DiskFile> _files = [];
    private readonly DiskFile _markFile = new();
    private readonly List<LogRecord> _unsynced = [];
    private readonly Coverage _coverage;
    private MemoryStorage _memory = new();
    private (ulong File, int Length, int RecordCount) _synced;
    private ulong _file = 1;
    private uint _recordNumber;
    private ulong _markSequence;
    private int _bytesAtRewrite;

    /// <summary>A disk that holds nothing but <paramref name="first"/>, if given.</summary>
    public LogStore(Coverage coverage, LogRecord? first)
    {
        _coverage = coverage;
        _files.Add(_file, new());
        Write(first ?? new LogRecord());
        SyncLog();
        WriteMark();
        SyncMark();
    }

    /// <summary>The log as the node reads it: all that was written, synced or not.</summary>
    public IStorage Storage => _memory;

    /// <summary>What is certain to survive a crash now.</summary>
    public DurableState Durable { get; private set; } = new();

    /// <summary>Step 1: writes a record. Not durable yet.</summary>
    public void Write(LogRecord record)
    {
        // The index in a Ready may be older than that of a snapshot taken since: on disk, commit never goes back.
        if (record.HardState is { } state)
            record = record with { HardState = state with { Commit = LogIndex.Later(state.Commit, _memory.InitialState().HardState.Commit) } };
        Apply(_memory, record);
        _unsynced.Add(record);
        var file = _files[_file];
        if (file.Bytes.Length > RewriteByteCount && file.Bytes.Length > 4 * _bytesAtRewrite)
            Rewrite();
        else
            file.Write(file.Bytes.Length, Frame(record));
    }

    /// <summary>Step 2: the records are on the disk, but nothing says so yet.</summary>
    public void SyncLog()
    {
        _files[_file].Sync();
        _synced = (_file, _files[_file].Bytes.Length, _unsynced.Count);
    }

    /// <summary>Step 3: writes down how far the records are synced.</summary>
    public void WriteMark()
    {
        _markSequence++;
        var slot = new byte[MarkByteCount];
        BinaryPrimitives.WriteUInt64LittleEndian(slot, _markSequence);
        BinaryPrimitives.WriteUInt64LittleEndian(slot.AsSpan(8), _synced.File);
        BinaryPrimitives.WriteUInt64LittleEndian(slot.AsSpan(16), (ulong)_synced.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(slot.AsSpan(24), Checksum(0, slot.AsSpan(0, 24)));
        _markFile.Write((int)(_markSequence % 2) * MarkByteCount, slot);
    }

    /// <summary>Step 4: from here on the records count as durable.</summary>
    public IReadOnlyList<LogRecord> SyncMark()
    {
        _markFile.Sync();
        var records = _unsynced.GetRange(0, _synced.RecordCount);
        _unsynced.RemoveRange(0, _synced.RecordCount);
        _synced.RecordCount = 0;
        foreach (var record in records)
            Durable.Apply(record);
        while (_files.Keys[0] < _synced.File)
            _files.RemoveAt(0);
        return records;
    }

    /// <summary>The machine loses power.</summary>
    public void Crash(Dice dice)
    {
        foreach (var file in _files.Values)
            file.Crash(dice, _coverage);
        _markFile.Crash(dice, _coverage);
    }

    private static void Apply(MemoryStorage memory, LogRecord record)
    {
        // A memory storage learns where its entries begin from a snapshot of that place.
        if (record.Base is { } id && id.Index > LogIndex.Zero)
            memory.ApplySnapshot(new(ReadOnlyMemory<byte>.Empty, new(ConfState.Empty, id.Index, id.Term)));
        if (record.Received is { } received)
            memory.ApplySnapshot(received);
        memory.Append(record.Entries);
        if (record.HardState is { } state)
            memory.SetHardState(state);
        if (record.Own is { } own)
            memory.CreateSnapshot(own.Metadata.Index, own.Metadata.ConfState, own.Data);
        if (record.CompactTo > LogIndex.Zero)
            memory.Compact(record.CompactTo);
    }

    private byte[] Frame(LogRecord record)
    {
        var bytes = LogRecordCodec.Encode(record);
        var frame = new byte[FrameHeadByteCount + bytes.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), Checksum(_recordNumber++, bytes));
        bytes.CopyTo(frame, FrameHeadByteCount);
        return frame;
    }

    /// <summary>Writes the whole log to a new file, without what has become void. The old file counts until a mark names the new one.</summary>
    private void Rewrite()
    {
        _coverage.Count(Mark.LogFileRewritten);
        _file++;
        _recordNumber = 0;
        var file = new DiskFile();
        _files.Add(_file, file);
        file.Write(0, Frame(Whole()));
        _bytesAtRewrite = file.Bytes.Length;
    }

    private LogRecord Whole()
    {
        _memory.Snapshot(out var snapshot);
        var before = _memory.FirstIndex.Previous;
        _memory.Term(before, out var term);
        IReadOnlyList<Entry> entries = [];
        if (_memory.LastIndex > before)
            _memory.Entries(_memory.FirstIndex, _memory.LastIndex.Next, RaftConfig.NoLimit, out entries);
        var isAtBase = snapshot.Metadata.Index == before;
        return new()
        {
            HardState = _memory.InitialState().HardState,
            Base = isAtBase ? null : new EntryId(term, before),
            Received = isAtBase && !snapshot.IsEmpty ? snapshot : null,
            Own = isAtBase ? null : snapshot,
            Entries = entries,
        };
    }

    private static uint Checksum(uint seed, ReadOnlySpan<byte> bytes)
    {
        var sum = BitOperations.Crc32C(uint.MaxValue, seed);
        foreach (var value in bytes)
            sum = BitOperations.Crc32C(sum, value);
        return ~sum;
    }
}
