using System.Security.Cryptography;
using Amaters.Ledger.Replication.Storage;

namespace Amaters.Ledger.Replication.Snapshots;

/// <summary>A snapshot on its way in. What arrived stays in a <c>.part</c> file, so that a broken transfer goes on where it stopped.</summary>
internal sealed class IncomingSnapshot : IDisposable
{
    private readonly FileStream _file;
    private readonly string _temporaryPath;
    private readonly string _finalPath;
    private readonly SnapshotTicket _ticket;

    public IncomingSnapshot(string temporaryPath, string finalPath, SnapshotTicket ticket)
    {
        (_temporaryPath, _finalPath, _ticket) = (temporaryPath, finalPath, ticket);
        _file = new FileStream(temporaryPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1 << 16);
        if (_file.Length > ticket.Length)
            _file.SetLength(0);
        _file.Seek(0, SeekOrigin.End);
    }

    /// <summary>Bytes held so far; the next chunk starts here.</summary>
    public long Position => _file.Position;

    /// <summary>Takes the next chunk; on refusal the file is as before.</summary>
    public SnapshotRefusal? Append(ulong offset, ReadOnlySpan<byte> data, ReadOnlySpan<byte> digest)
    {
        if (offset != (ulong)Position)
            return SnapshotRefusal.WrongOffset;
        if (data.IsEmpty || data.Length > _ticket.Length - Position)
            return SnapshotRefusal.WrongLength;
        if (!SHA256.HashData(data).AsSpan().SequenceEqual(digest))
            return SnapshotRefusal.ChunkDigest;
        _file.Write(data);
        return null;
    }

    /// <summary>Checks the whole, puts it on disk and gives it its final name. After a wrong digest the transfer starts over.</summary>
    public SnapshotRefusal? Complete()
    {
        if (Position != _ticket.Length)
            return SnapshotRefusal.WrongLength;
        _file.Flush();
        _file.Position = 0;
        if (!SHA256.HashData(_file).AsSpan().SequenceEqual(_ticket.Digest.Span))
        {
            _file.SetLength(0);
            return SnapshotRefusal.FileDigest;
        }

        DurableFile.Sync(_file.SafeFileHandle, _temporaryPath);
        DurableFile.Publish(_temporaryPath, _finalPath);
        return null;
    }

    public void Dispose() => _file.Dispose();
}
