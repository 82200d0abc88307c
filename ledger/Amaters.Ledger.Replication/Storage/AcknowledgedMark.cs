using Microsoft.Win32.SafeHandles;

namespace Amaters.Ledger.Replication.Storage;

/// <summary>
/// A second witness of what this node has promised to others: the last entry it may have acknowledged and the vote it may
/// have given. A log found shorter than this at start was damaged, not torn.
/// </summary>
/// <remarks>
/// File <c>acknowledged</c>: one <see cref="Storage.Promise"/>, rewritten in place after every sync of the log. It survives the process, and is a
/// lower bound after a power failure, because raising it is not synced. Lowering it (a follower drops entries that lost an election) is
/// synced before the log is touched.
/// </remarks>
internal sealed class AcknowledgedMark : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private readonly byte[] _buffer = new byte[Promise.ByteCount];

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
        if (RandomAccess.GetLength(mark._file) == Promise.ByteCount && RandomAccess.Read(mark._file, mark._buffer, 0) == Promise.ByteCount && Promise.TryDecode(mark._buffer, out var promise))
        {
            mark.Promise = promise;
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
        promise.Encode(_buffer);
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
