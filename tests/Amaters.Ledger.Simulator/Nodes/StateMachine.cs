using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Clients;

namespace Amaters.Ledger.Simulator.Nodes;

/// <summary>
/// The replicated application: registers whose writes count once per client and number (thesis §6.3), and ledger records whose puts count
/// only at exactly the expected version, so that repeats are harmless without any memory of clients.
/// </summary>
internal sealed class StateMachine
{
    private readonly SortedDictionary<int, Cell> _cells = [];
    private readonly SortedDictionary<int, long> _lastNumbers = [];

    /// <summary>Index of the last entry applied.</summary>
    public LogIndex Applied { get; private set; }

    /// <summary>Fingerprint of all cells and client numbers, whatever way they came about.</summary>
    public ulong Fingerprint { get; private set; }

    /// <summary>Applies one entry. A command's outcome, or null for other entries.</summary>
    public CommandOutcome? Apply(Entry entry)
    {
        Applied = entry.Index;
        if (entry.Type != EntryType.Normal || !Command.TryDecode(entry.Data.Span, out var command))
            return null;
        return new(command, command.Kind == OperationKind.Put ? Put(command) : WriteOnce(command), Read(command.Key));
    }

    /// <summary>What a record holds.</summary>
    public Cell Read(int key) => _cells.GetValueOrDefault(key);

    /// <summary>The whole state as bytes.</summary>
    public byte[] Encode()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(_cells.Count);
        foreach (var (key, cell) in _cells)
        {
            writer.Write(key);
            writer.Write(cell.Version);
            writer.Write(cell.Value);
        }

        writer.Write(_lastNumbers.Count);
        foreach (var (client, number) in _lastNumbers)
        {
            writer.Write(client);
            writer.Write(number);
        }

        return stream.ToArray();
    }

    /// <summary>The state that a snapshot holds.</summary>
    public static StateMachine Decode(Snapshot snapshot)
    {
        var machine = new StateMachine { Applied = snapshot.Metadata.Index };
        if (snapshot.Data.IsEmpty)
            return machine;
        using var reader = new BinaryReader(new MemoryStream(snapshot.Data.ToArray()));
        for (var left = reader.ReadInt32(); left > 0; left--)
            machine.Set(reader.ReadInt32(), new(reader.ReadInt64(), reader.ReadInt64()));
        for (var left = reader.ReadInt32(); left > 0; left--)
            machine.SetLastNumber(reader.ReadInt32(), reader.ReadInt64());
        return machine;
    }

    private CommandEffect Put(Command command)
    {
        var cell = Read(command.Key);
        if (cell.Version != command.Expected)
            return CommandEffect.Conflicted;
        Set(command.Key, new(cell.Version + 1, command.Value));
        return CommandEffect.Done;
    }

    private CommandEffect WriteOnce(Command command)
    {
        if (_lastNumbers.GetValueOrDefault(command.Client) >= command.Number)
            return CommandEffect.Repeated;
        SetLastNumber(command.Client, command.Number);
        Set(command.Key, new(Read(command.Key).Version + 1, command.Value));
        return CommandEffect.Done;
    }

    private void Set(int key, Cell cell)
    {
        // Exclusive or, so that the fingerprint depends on the state alone and not on its history.
        if (_cells.TryGetValue(key, out var old))
            Fingerprint ^= Print(key, old.Version, old.Value);
        _cells[key] = cell;
        Fingerprint ^= Print(key, cell.Version, cell.Value);
    }

    private void SetLastNumber(int client, long number)
    {
        if (_lastNumbers.TryGetValue(client, out var old))
            Fingerprint ^= Print(-1 - client, old, 0);
        _lastNumbers[client] = number;
        Fingerprint ^= Print(-1 - client, number, 0);
    }

    private static ulong Print(long first, long second, long third)
    {
        var print = Reporting.Fingerprint.Mix(unchecked((ulong)first), unchecked((ulong)second));
        return Reporting.Fingerprint.Mix(print, unchecked((ulong)third));
    }
}
