using System.Security.Cryptography;
using System.Text;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Storage;
using Google.Protobuf;

namespace Amaters.Ledger.Tests.Snapshots;

/// <summary>A snapshot's rows in an attacker's hands: taken apart, changed, and put together again so that nothing but the lie shows.</summary>
internal sealed class SnapshotRowList
{
    private SnapshotRowList(List<Row> rows) => Rows = rows;

    public List<Row> Rows { get; }

    public static SnapshotRowList Read(byte[] snapshot)
    {
        using var reader = new BinaryReader(new MemoryStream(snapshot[8..]));
        var rows = new List<Row>();
        while (reader.ReadByte() is var nameLength and not 0)
            rows.Add(new Row(Encoding.ASCII.GetString(reader.ReadBytes(nameLength)), reader.ReadBytes(reader.ReadInt32()), reader.ReadBytes(reader.ReadInt32())));
        return new SnapshotRowList(rows);
    }

    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("AMSTATE1"u8);
        foreach (var row in Rows)
        {
            writer.Write((byte)row.Family.Length);
            writer.Write(Encoding.ASCII.GetBytes(row.Family));
            writer.Write(row.Key.Length);
            writer.Write(row.Key);
            writer.Write(row.Value.Length);
            writer.Write(row.Value);
        }

        writer.Write((byte)0);
        writer.Flush();
        return stream.ToArray();
    }

    public IEnumerable<Row> Of(string family) => Rows.Where(row => row.Family == family);

    public IEnumerable<Row> Of(Family family) => Of(family.ToString());

    /// <summary>Changes one row's message.</summary>
    public void Change<T>(Row row, MessageParser<T> parser, Action<T> change)
        where T : class, IMessage<T>
    {
        var message = parser.ParseFrom(row.Value);
        change(message);
        Rows[Rows.IndexOf(row)] = row with { Value = message.ToByteArray() };
    }

    /// <summary>Changes the row under a number.</summary>
    public void Change<T>(Family family, ulong number, MessageParser<T> parser, Action<T> change)
        where T : class, IMessage<T> =>
        Change(Numbered(family, number), parser, change);

    public Row Numbered(Family family, ulong number) => Of(family).Single(row => RowKey.ReadNumber(row.Key) == number);

    public void ChangeProgress(Action<ProgressRow> change) => Change(Of(Family.Meta).Single(row => row.Key.AsSpan().SequenceEqual(RowKey.Progress)), ProgressRow.Parser, change);

    /// <summary>Adds a row where its key belongs.</summary>
    public void Insert(Family family, byte[] key, byte[] value) => Insert(new Row(family.ToString(), key, value));

    /// <inheritdoc cref="Insert(Family, byte[], byte[])" />
    public void Insert(Row row)
    {
        var after = Rows.FindLastIndex(other => other.Family == row.Family && other.Key.AsSpan().SequenceCompareTo(row.Key) < 0);
        Rows.Insert(after >= 0 ? after + 1 : Rows.FindIndex(other => other.Family == row.Family), row);
    }

    /// <summary>Replaces the audit trail by these events, numbered and chained anew, progress row included.</summary>
    public void ReplaceTrail(IEnumerable<AuditEvent> events)
    {
        Rows.RemoveAll(row => row.Family == nameof(Family.Audit));
        var place = Rows.FindIndex(row => row.Family == nameof(Family.Shards));
        var (number, digest) = (0ul, ByteString.Empty);
        foreach (var recorded in events)
        {
            (recorded.Number, recorded.PreviousDigest) = (++number, digest);
            Rows.Insert(place++, new Row(nameof(Family.Audit), RowKey.Number(number), recorded.ToByteArray()));
            digest = ByteString.CopyFrom(SHA256.HashData(recorded.ToByteArray()));
        }

        ChangeProgress(progress => (progress.AuditEventCount, progress.AuditDigest, progress.SealedAuditEventCount) = (number, digest, Math.Min(progress.SealedAuditEventCount, number)));
    }

    public IEnumerable<AuditEvent> Trail() => [.. Of(Family.Audit).Select(row => AuditEvent.Parser.ParseFrom(row.Value))];

    internal sealed record Row(string Family, byte[] Key, byte[] Value);
}
