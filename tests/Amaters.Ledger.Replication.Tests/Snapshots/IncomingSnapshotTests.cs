using System.Security.Cryptography;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication.Snapshots;
using Amaters.Ledger.Replication.Storage;

namespace Amaters.Ledger.Replication.Tests.Snapshots;

public sealed class IncomingSnapshotTests : IDisposable
{
    private static readonly EntryId Id = new(new Term(3), new LogIndex(70));
    private static readonly byte[] State = RandomNumberGenerator.GetBytes(10_000);
    private static readonly SnapshotTicket Ticket = new(State.Length, SHA256.HashData(State), GroupConfiguration.Empty);
    private readonly string _folder = Directory.CreateTempSubdirectory("amaters-snapshots-").FullName;
    private readonly SnapshotFiles _files;

    public IncomingSnapshotTests() => _files = new SnapshotFiles(_folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_broken_transfer_goes_on_where_it_stopped()
    {
        using (var first = _files.OpenIncoming(Id, Ticket))
            Assert.Null(Append(first, 0, 4000));
        using (var second = _files.OpenIncoming(Id, Ticket))
        {
            Assert.Equal(4000, second.Position);
            Assert.Null(Append(second, 4000, 6000));
            Assert.Null(second.Complete());
        }

        _files.Verify(Id, Ticket);
    }

    [Fact]
    public void A_tampered_chunk_is_refused_and_the_transfer_can_go_on()
    {
        using var incoming = _files.OpenIncoming(Id, Ticket);
        Assert.Null(Append(incoming, 0, 4000));
        var tampered = State[4000..].ToArray();
        tampered[17] ^= 1;
        Assert.Equal(SnapshotRefusal.ChunkDigest, incoming.Append(4000, tampered, SHA256.HashData(State.AsSpan(4000))));
        Assert.Equal(4000, incoming.Position);
        Assert.Null(Append(incoming, 4000, 6000));
        Assert.Null(incoming.Complete());
    }

    [Fact]
    public void A_lie_in_content_and_digest_is_found_at_the_end_and_the_transfer_starts_over()
    {
        using var incoming = _files.OpenIncoming(Id, Ticket);
        var lie = new byte[State.Length];
        Assert.Null(incoming.Append(0, lie, SHA256.HashData(lie)));
        Assert.Equal(SnapshotRefusal.FileDigest, incoming.Complete());
        Assert.Throws<LogCorruptException>(() => _files.Verify(Id, Ticket));
        Assert.Null(Append(incoming, 0, State.Length));
        Assert.Null(incoming.Complete());
    }

    [Fact]
    public void Chunks_out_of_place_empty_or_beyond_the_end_are_refused()
    {
        using var incoming = _files.OpenIncoming(Id, Ticket);
        Assert.Equal(SnapshotRefusal.WrongOffset, Append(incoming, 1, 10));
        Assert.Equal(SnapshotRefusal.WrongLength, incoming.Append(0, [], SHA256.HashData([])));
        var tooLong = new byte[State.Length + 1];
        Assert.Equal(SnapshotRefusal.WrongLength, incoming.Append(0, tooLong, SHA256.HashData(tooLong)));
        Assert.Null(Append(incoming, 0, 10));
        Assert.Equal(SnapshotRefusal.WrongLength, incoming.Complete());
    }

    [Fact]
    public void A_stored_snapshot_that_was_changed_or_lost_is_refused()
    {
        using (var incoming = _files.OpenIncoming(Id, Ticket))
        {
            Assert.Null(Append(incoming, 0, State.Length));
            Assert.Null(incoming.Complete());
        }

        var path = Directory.GetFiles(Path.Combine(_folder, "snapshots")).Single();
        var bytes = File.ReadAllBytes(path);
        bytes[5] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Contains("differs", Assert.Throws<LogCorruptException>(() => _files.Verify(Id, Ticket)).Message, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains("missing", Assert.Throws<LogCorruptException>(() => _files.Verify(Id, Ticket)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_ticket_is_read_back_and_any_other_bytes_are_refused()
    {
        var configuration = GroupConfiguration.Found(new Dictionary<ulong, Uri> { [1] = new("https://a:1"), [3] = new("https://c:3") });
        var bytes = new SnapshotTicket(5, new byte[32], configuration).Encode();
        Assert.True(SnapshotTicket.TryDecode(bytes, out var again));
        Assert.Equal(configuration.Members, again.Configuration.Members);
        Assert.Equal(configuration.Addresses.AsEnumerable(), again.Configuration.Addresses);
        for (var length = 0; length < bytes.Length; length++)
            Assert.False(SnapshotTicket.TryDecode(bytes.AsSpan(0, length), out _));
        Assert.False(SnapshotTicket.TryDecode([.. bytes, 0], out _));
        Gen.Byte.Array[0, 200].Sample(random => SnapshotTicket.TryDecode(random, out _) || true, iter: 5_000);
    }

    private static SnapshotRefusal? Append(IncomingSnapshot incoming, int offset, int count)
    {
        var data = State.AsSpan(offset, count);
        return incoming.Append((ulong)offset, data, SHA256.HashData(data));
    }
}
