using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Amaters.Ledger.Replication.Storage;

/// <summary>
/// A second witness of what this node has promised to others: the last entry it may have acknowledged and the vote it may
/// have given. A log found shorter than this at start was damaged, not torn.
/// </summary>
/// <remarks>
/// <para>File <c>acknowledged</c>, 48 bytes, little endian, rewritten in place after every sync of the log:</para>
/// <code>
///  0  4  magic "AAM1"
///  4  4  CRC-32C of bytes 8 to 47
///  8  8  last index     16  8  its term
/// 24  8  current term   32  8  vote (0: none)
/// 40  8  reserved, 0
/// </code>
/// <para>It survives the process, and is a lower bound after a power failure, because raising it is not synced. Lowering it
/// (a follower drops entries that lost an election) is synced before the log is touched.</para>
/// </remarks>
internal sealed class AcknowledgedMark : IDisposable
{
    private const int ByteCount = 48;
    private static ReadOnlySpan<byte> Magic => "AAM1"u8;

    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly byte[] _buffer = new byte[ByteCount];

    private AcknowledgedMark(SafeFileHandle file, string path)
    {
        _file = file;
        _path = path;
    }

    /// <summary>What the mark says.</summary>
    public Promise Promise { get; private set; }

    /// <summary>Writes the first mark of a new data folder, promising nothing. It is there as a whole or not at all, whenever the process dies.</summary>
    public static AcknowledgedMark Create(string path)
    {
        var temporary = path + ".new";
        var mark = new AcknowledgedMark(File.OpenHandle(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.Read), path);
        mark.Write(default);
        DurableFile.Sync(mark._file, temporary);
        DurableFile.Publish(temporary, path);
        return mark;
    }

    /// <summary>Reads the mark of an existing data folder; null if the file is missing or damaged.</summary>
    public static AcknowledgedMark? TryOpen(string path)
    {
        if (!File.Exists(path))
            return null;
        var mark = new AcknowledgedMark(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read), path);
        var buffer = mark._buffer;
        if (RandomAccess.GetLength(mark._file) == ByteCount
            && RandomAccess.Read(mark._file, buffer, 0) == ByteCount
            && buffer.AsSpan(0, 4).SequenceEqual(Magic)
            && BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(4)) == Crc32C.Compute(buffer.AsSpan(8)))
        {
            mark.Promise = new Promise(
                BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(8)),
                BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(16)),
                BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(24)),
                BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(32)));
            return mark;
        }

        mark.Dispose();
        return null;
    }

    /// <summary>Notes what the log holds now that a sync has succeeded.</summary>
    public void Raise(Promise promise)
    {
        if (promise != Promise)
            Write(promise);
    }

    /// <summary>Takes back the promise of every entry ≥ <paramref name="first"/>, durably, before they are overwritten.</summary>
    public void LowerBelow(ulong first, ulong termBefore)
    {
        if (Promise.LastIndex < first)
            return;
        Write(Promise with { LastIndex = first - 1, LastTerm = termBefore });
        DurableFile.Sync(_file, _path);
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private void Write(Promise promise)
    {
        var buffer = _buffer.AsSpan();
        Magic.CopyTo(buffer);
        BinaryPrimitives.WriteUInt64LittleEndian(buffer[8..], promise.LastIndex);
        BinaryPrimitives.WriteUInt64LittleEndian(buffer[16..], promise.LastTerm);
        BinaryPrimitives.WriteUInt64LittleEndian(buffer[24..], promise.Term);
        BinaryPrimitives.WriteUInt64LittleEndian(buffer[32..], promise.Vote);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer[4..], Crc32C.Compute(buffer[8..]));
        try
        {
            RandomAccess.Write(_file, _buffer, 0);
        }
        catch (IOException failure)
        {
            throw new StorageFailedException($"Writing {_path}", failure.Message, failure);
        }

        Promise = promise;
    }
}

/// <summary>What a node may have told others: its last acknowledged entry, its term and its vote. Default: nothing.</summary>
internal readonly record struct Promise(ulong LastIndex, ulong LastTerm, ulong Term, ulong Vote);
