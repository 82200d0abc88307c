using System.Buffers.Binary;
using Amaters.Ledger.Consensus.Storage;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Disk;

/// <content>Starting again after a crash.</content>
internal sealed partial class LogStore
{
    private const int MarkByteCount = 28;

    /// <summary>Reads the disk: everything below the mark must be intact, and what follows is taken as far as it is.</summary>
    /// <exception cref="CorruptLogException">Something that was synced cannot be read.</exception>
    public void Recover()
    {
        var mark = ReadMark();
        if (!_files.TryGetValue(mark.File, out var file))
            throw new CorruptLogException($"file {mark.File}, which the mark names, is missing");
        var memory = new MemoryStorage();
        var durable = new DurableState();
        var position = 0;
        uint number = 0;
        while (TryReadFrame(file.Bytes, position, number, out var payload))
        {
            var record = LogRecordCodec.Decode(payload);
            Apply(memory, record);
            durable.Apply(record);
            if (position >= mark.Length)
                _coverage.Count(Mark.RecoveredUnsynced);
            position += FrameHeadByteCount + payload.Length;
            number++;
        }

        if (position < mark.Length)
            throw new CorruptLogException($"record {number} at byte {position} of file {mark.File} is damaged, and was synced: the mark is at byte {mark.Length}");
        if (position < file.Bytes.Length)
            _coverage.Count(Mark.TornTailCut);

        // What was found counts from now on, so it must survive the next crash as well.
        file.Truncate(position);
        _memory = memory;
        Durable = durable;
        _file = mark.File;
        _recordNumber = number;
        _markSequence = mark.Sequence;
        _unsynced.Clear();
        while (_files.Keys[^1] > mark.File)
            _files.RemoveAt(_files.Count - 1);
        SyncLog();
        WriteMark();
        SyncMark();
    }

    /// <summary>Number of bits below the mark, each of which must be intact.</summary>
    public long SyncedBitCount
    {
        get
        {
            var mark = ReadMark();
            return mark.Length * 8L;
        }
    }

    /// <summary>Turns over one of the <see cref="SyncedBitCount"/> bits; doing it again repairs it.</summary>
    public void FlipBit(long bit) => _files[ReadMark().File].FlipBit(bit);

    private (ulong Sequence, ulong File, int Length) ReadMark()
    {
        var newest = (Sequence: 0UL, File: 0UL, Length: 0);
        for (var slot = 0; slot < 2; slot++)
        {
            var start = slot * MarkByteCount;
            if (_markFile.Bytes.Length < start + MarkByteCount)
                continue;
            var bytes = _markFile.Bytes.Slice(start, MarkByteCount);
            var sequence = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]) == Checksum(0, bytes[..24]) && sequence > newest.Sequence)
                newest = (sequence, BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]), (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]));
        }

        return newest.Sequence > 0 ? newest : throw new CorruptLogException("no intact mark");
    }

    private static bool TryReadFrame(ReadOnlySpan<byte> bytes, int position, uint number, out byte[] payload)
    {
        payload = [];
        if (bytes.Length - position < FrameHeadByteCount)
            return false;
        var head = bytes.Slice(position, FrameHeadByteCount);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        // A hole that was never written reads as zeros, and no record is empty.
        if (length <= 0 || length > bytes.Length - position - FrameHeadByteCount)
            return false;
        var found = bytes.Slice(position + FrameHeadByteCount, length);
        if (Checksum(number, found) != BinaryPrimitives.ReadUInt32LittleEndian(head[4..]))
            return false;
        payload = found.ToArray();
        return true;
    }
}
