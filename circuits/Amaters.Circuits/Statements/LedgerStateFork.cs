using Amaters.Circuits.Fields;
using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Statements;

/// <summary>A state laid over another one, which keeps its values until <see cref="Commit"/>.</summary>
public sealed class LedgerStateFork
{
    private readonly OverlayStateStore<NodeAddress, Fr> _nodes;
    private readonly OverlayStateStore<ulong, Record> _records;

    internal LedgerStateFork(int treeDepth, IStateStore<NodeAddress, Fr> nodes, IStateStore<ulong, Record> records)
    {
        _nodes = new OverlayStateStore<NodeAddress, Fr>(nodes);
        _records = new OverlayStateStore<ulong, Record>(records);
        State = new LedgerState(treeDepth, _nodes, _records);
    }

    /// <summary>The state as this fork sees it.</summary>
    public LedgerState State { get; }

    /// <summary>Tree nodes written here and not yet committed, for a database that wants them in one transaction.</summary>
    public IReadOnlyDictionary<NodeAddress, Fr> ChangedNodes => _nodes.Changes;

    /// <summary>Records written here and not yet committed, by position.</summary>
    public IReadOnlyDictionary<ulong, Record> ChangedRecords => _records.Changes;

    /// <summary>Moves the changes into the state below.</summary>
    public void Commit()
    {
        _records.Commit();
        _nodes.Commit();
    }
}
