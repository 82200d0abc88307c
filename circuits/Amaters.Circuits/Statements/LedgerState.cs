using Amaters.Circuits.Fields;
using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Statements;

/// <summary>All records and the tree that authenticates them. Not safe for concurrent writing.</summary>
public sealed class LedgerState
{
    private readonly IStateStore<NodeAddress, Fr> _nodes;
    private readonly IStateStore<ulong, Record> _records;
    private readonly StateTree _tree;

    /// <summary>The state kept in these stores; empty stores are the empty state.</summary>
    /// <param name="treeDepth">Levels of the state tree.</param>
    /// <param name="nodes">Nodes of the tree.</param>
    /// <param name="records">Records by position, tombstones included; their leaves are in <paramref name="nodes"/>.</param>
    public LedgerState(int treeDepth, IStateStore<NodeAddress, Fr> nodes, IStateStore<ulong, Record> records)
    {
        _nodes = nodes;
        _records = records;
        _tree = new StateTree(treeDepth, nodes);
    }

    /// <summary>An empty state in memory.</summary>
    public LedgerState(int treeDepth)
        : this(treeDepth, new MemoryStateStore<NodeAddress, Fr>(), new MemoryStateStore<ulong, Record>())
    {
    }

    /// <summary>Levels of the state tree.</summary>
    public int TreeDepth => _tree.Depth;

    /// <summary>The state root.</summary>
    public Fr Root => _tree.Root;

    /// <summary>The record at a position, whatever its key, or null.</summary>
    public Record? RecordAt(ulong position) => _records.TryGet(position, out var record) ? record : null;

    /// <summary>The siblings of a position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tree has no such position.</exception>
    public MerklePath PathOf(ulong position) => _tree.Path(position);

    /// <summary>Proves what the state holds for a key: its record, or that there is none.</summary>
    public RecordProof Prove(RecordKey key)
    {
        ulong position = key.Position(TreeDepth);
        return new RecordProof(RecordAt(position), PathOf(position));
    }

    /// <summary>Writes a record to its position, over whatever is there: the rules are <see cref="CommandRules"/>' matter.</summary>
    public void Write(Record record)
    {
        ArgumentNullException.ThrowIfNull(record);
        Write(record.Key.Position(TreeDepth), record);
    }

    /// <summary>The same where the record's position is known already.</summary>
    internal void Write(ulong position, Record record)
    {
        _records.Set(position, record);
        _tree.Update(position, record.Leaf());
    }

    /// <summary>A state that starts as this one and takes writes of its own, to be committed or dropped.</summary>
    public LedgerStateFork Fork() => new(TreeDepth, _nodes, _records);
}
