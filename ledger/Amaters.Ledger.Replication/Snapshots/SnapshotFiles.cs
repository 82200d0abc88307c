using System.Globalization;
using System.Security.Cryptography;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication.Storage;

namespace Amaters.Ledger.Replication.Snapshots;

/// <summary>The files below <c>snapshots/</c>: one per finished snapshot, and the one that is being received.</summary>
/// <remarks>
/// A file holds exactly what the state machine wrote; its length and SHA-256 stand in the <see cref="SnapshotTicket"/>. A name
/// without <c>.part</c> is given only after the content is on disk. Thread-safe as long as two callers do not write one snapshot.
/// </remarks>
internal sealed class SnapshotFiles
{
    private readonly string _folder;

    public SnapshotFiles(string dataFolder)
    {
        _folder = Path.Combine(dataFolder, "snapshots");
        Directory.CreateDirectory(_folder);
    }

    /// <summary>Writes a state machine's captured state, syncs it and gives it its name.</summary>
    public SnapshotTicket Write(EntryId id, GroupConfiguration configuration, IStateCapture capture)
    {
        var path = PathOf(id);
        var temporary = $"{path}.part";
        long length;
        byte[] digest;
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
        {
            using var hash = SHA256.Create();
            using (var hashing = new CryptoStream(file, hash, CryptoStreamMode.Write, leaveOpen: true))
                capture.WriteTo(hashing);
            file.Flush();
            length = file.Length;
            digest = hash.Hash!;
            DurableFile.Sync(file.SafeFileHandle, temporary);
        }

        DurableFile.Publish(temporary, path);
        return new SnapshotTicket(length, digest, configuration);
    }

    /// <summary>Opens a finished snapshot for reading.</summary>
    public FileStream OpenRead(EntryId id) => new(PathOf(id), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 1 << 16);

    /// <summary>Length of a finished snapshot in bytes.</summary>
    public long LengthOf(EntryId id) => new FileInfo(PathOf(id)).Length;

    /// <summary>Opens the file of a snapshot that a peer sends, with whatever an earlier transfer left in it.</summary>
    public IncomingSnapshot OpenIncoming(EntryId id, SnapshotTicket ticket)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"incoming-{id.Index}-{Convert.ToHexStringLower(ticket.Digest.Span[..8])}.part");
        return new IncomingSnapshot(Path.Combine(_folder, name), PathOf(id), ticket);
    }

    /// <summary>Reads a finished snapshot through once and compares it with its ticket.</summary>
    /// <exception cref="LogCorruptException">The file is missing, shorter, longer or different.</exception>
    public void Verify(EntryId id, SnapshotTicket ticket)
    {
        if (!File.Exists(PathOf(id)))
            throw new LogCorruptException(_folder, $"the snapshot file {PathOf(id)} is missing.");
        using var file = OpenRead(id);
        if (file.Length != ticket.Length || !SHA256.HashData(file).AsSpan().SequenceEqual(ticket.Digest.Span))
            throw new LogCorruptException(_folder, $"the snapshot file {PathOf(id)} differs from the length or SHA-256 recorded for it.");
    }

    /// <summary>Deletes every snapshot but one, and what transfers left behind before it.</summary>
    public void KeepOnly(EntryId id)
    {
        var kept = PathOf(id);
        foreach (var path in Directory.GetFiles(_folder))
        {
            if (path != kept && IndexOf(path) <= id.Index.Value)
                File.Delete(path);
        }
    }

    private string PathOf(EntryId id) => Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"snapshot-{id.Index}-{id.Term}"));

    private static ulong IndexOf(string path) =>
        Path.GetFileName(path).Split('-') is [_, var index, ..] && ulong.TryParse(index, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
