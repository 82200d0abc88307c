using Amaters.Ledger.Protocol;
using Google.Protobuf;

namespace Amaters.Ledger.Entries;

/// <summary>Turns log data into entries and back.</summary>
public static class LedgerEntryCodec
{
    /// <summary>The meaning of entries that this program writes and understands.</summary>
    public const uint FormatVersion = 1;

    /// <summary>Bytes that an entry needs beside a command's payload, generously.</summary>
    public const int OverheadByteCountMax = 4096;

    /// <summary>An entry without content, stamped with the leader's time.</summary>
    public static LedgerEntry Create(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new LedgerEntry { FormatVersion = FormatVersion, LeaderTimeMs = clock.GetUtcNow().ToUnixTimeMilliseconds() };
    }

    /// <summary>The bytes that the log carries.</summary>
    public static byte[] Encode(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.ToByteArray();
    }

    /// <summary>Reads an entry that the group has committed.</summary>
    /// <exception cref="UnknownEntryException">The entry is of a newer program: applying on without it would fork this replica.</exception>
    public static LedgerEntry Decode(ReadOnlyMemory<byte> data)
    {
        LedgerEntry entry;
        try
        {
            entry = LedgerEntry.Parser.ParseFrom(data.Span);
        }
        catch (InvalidProtocolBufferException problem)
        {
            throw new UnknownEntryException($"A committed entry of {data.Length} bytes is no ledger entry: {problem.Message}");
        }

        if (entry.FormatVersion != FormatVersion || entry.KindCase == LedgerEntry.KindOneofCase.None)
            throw new UnknownEntryException($"A committed entry has format version {entry.FormatVersion} and kind {entry.KindCase}; this program knows version {FormatVersion}. Update the node's program.");
        return entry;
    }
}
