using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Replication;

namespace Amaters.Ledger.RaftNode;

/// <summary>A map of byte strings in memory, with a running digest over all applied commands to compare nodes by.</summary>
/// <remarks>
/// Command: <c>u16 key length | key | value</c>. State: <c>u64 digest | u32 n, n × (u16 key length | key | u32 value length | value)</c>,
/// little endian, by ascending key.
/// </remarks>
internal sealed class KeyValueMachine : IReplicatedStateMachine
{
    private readonly Lock _lock = new();
    private Dictionary<string, ReadOnlyMemory<byte>> _values = [];
    private ulong _digest;
    private LogIndex _digestIndex;

    /// <summary>Everything is in memory: after a restart the log tells it again.</summary>
    public LogIndex Applied => default;

    public static byte[] Command(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        var command = new byte[sizeof(ushort) + key.Length + value.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(command, (ushort)key.Length);
        key.CopyTo(command.AsSpan(sizeof(ushort)));
        value.CopyTo(command.AsSpan(sizeof(ushort) + key.Length));
        return command;
    }

    public ReadOnlyMemory<byte>? Get(ReadOnlySpan<byte> key)
    {
        lock (_lock)
            return _values.TryGetValue(Encoding.Latin1.GetString(key), out var value) ? value : null;
    }

    public (LogIndex Index, ulong Digest) Digest()
    {
        lock (_lock)
            return (_digestIndex, _digest);
    }

    public void Apply(ReadOnlySpan<Entry> entries, Span<object?> results)
    {
        lock (_lock)
        {
            foreach (var entry in entries)
            {
                if (entry.Type == EntryType.Normal && !entry.Data.IsEmpty)
                {
                    var keyLength = BinaryPrimitives.ReadUInt16LittleEndian(entry.Data.Span);
                    _values[Encoding.Latin1.GetString(entry.Data.Span.Slice(sizeof(ushort), keyLength))] = entry.Data[(sizeof(ushort) + keyLength)..];
                }

                // Chained per entry, so that the digest does not depend on how entries were grouped.
                _digest = Mix(Mix(_digest, entry.Term.Value), entry.Data.Span);
                _digestIndex = entry.Index;
            }
        }
    }

    public IStateCapture Capture()
    {
        lock (_lock)
            return new Captured(_digest, new Dictionary<string, ReadOnlyMemory<byte>>(_values));
    }

    public void Restore(Stream state, EntryId id)
    {
        using var reader = new BinaryReader(state);
        var digest = reader.ReadUInt64();
        var values = new Dictionary<string, ReadOnlyMemory<byte>>();
        for (var left = reader.ReadUInt32(); left > 0; left--)
            values.Add(Encoding.Latin1.GetString(reader.ReadBytes(reader.ReadUInt16())), reader.ReadBytes(reader.ReadInt32()));
        lock (_lock)
            (_values, _digest, _digestIndex) = (values, digest, id.Index);
    }

    /// <summary>A cheap 64-bit mixture, enough to tell diverged nodes from equal ones.</summary>
    private static ulong Mix(ulong digest, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            digest = Mix(digest, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var value in bytes)
            digest = Mix(digest, value);
        return digest;
    }

    private static ulong Mix(ulong digest, ulong word) => unchecked(BitOperations.RotateLeft(digest ^ word, 29) * 0x9E3779B97F4A7C15);

    private sealed class Captured(ulong digest, Dictionary<string, ReadOnlyMemory<byte>> values) : IStateCapture
    {
        public void WriteTo(Stream destination)
        {
            using var writer = new BinaryWriter(destination, Encoding.UTF8, leaveOpen: true);
            writer.Write(digest);
            writer.Write(values.Count);
            foreach (var (key, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                var bytes = Encoding.Latin1.GetBytes(key);
                writer.Write((ushort)bytes.Length);
                writer.Write(bytes);
                writer.Write(value.Length);
                writer.Write(value.Span);
            }
        }

        public void Dispose()
        {
        }
    }
}
