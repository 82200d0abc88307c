using Amaters.Ledger.Storage;
using Google.Protobuf;
using RocksDbSharp;

namespace Amaters.Ledger.Snapshots;

/// <summary>Reads a snapshot's rows, each of which must be there and be spelt as this program spells it.</summary>
internal sealed class SnapshotRows(LedgerDatabase database)
{
    /// <summary>The rows as they are.</summary>
    public LedgerView View { get; } = database.Newest;

    /// <summary>The row under a key.</summary>
    /// <param name="family">Its family.</param>
    /// <param name="key">Its key.</param>
    /// <param name="parser">Reads it.</param>
    /// <param name="what">What the row is, for people.</param>
    /// <exception cref="SnapshotRefusedException">It is missing or damaged.</exception>
    public T Require<T>(Family family, ReadOnlySpan<byte> key, MessageParser<T> parser, string what)
        where T : class, IMessage<T> =>
        Parse(View.Get(family, key) ?? throw new SnapshotRefusedException($"It has no {what}."), parser, what);

    /// <summary>The row in these bytes; fields that this program does not know count as damage, since nothing vouches for them.</summary>
    public static T Parse<T>(byte[] bytes, MessageParser<T> parser, string what)
        where T : class, IMessage<T>
    {
        try
        {
            var row = parser.WithDiscardUnknownFields(true).ParseFrom(bytes);
            if (row.ToByteArray().AsSpan().SequenceEqual(bytes))
                return row;
        }
        catch (InvalidProtocolBufferException)
        {
            // Refused below, as a row that parses and is spelt otherwise.
        }

        throw new SnapshotRefusedException($"The {what} is damaged.");
    }

    /// <summary>Refuses a family that holds other rows beside those that were looked at one by one.</summary>
    public void RequireCount(Family family, ulong expected, string what) => RequireCount(database.Handle(family), expected, what);

    /// <inheritdoc cref="RequireCount(Family, ulong, string)" />
    public void RequireCount(ColumnFamilyHandle family, ulong expected, string what)
    {
        var count = (ulong)View.From(family, []).LongCount();
        if (count != expected)
            throw new SnapshotRefusedException($"It has {count} {what}; {expected} belong there.");
    }
}
