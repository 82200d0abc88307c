using Amaters.Circuits.Fields;
using Amaters.Circuits.Trees;

namespace Amaters.Ledger.Storage;

/// <summary>The state tree's nodes as the database keeps them: eight siblings to a row, found by their parent's address.</summary>
/// <remarks>
/// A path needs all eight children of every node on its way, so a row is one level of a path: 14 look-ups instead of 112.
/// The row read last at each height is kept, since neighbours are asked for one after the other and share the rows above
/// them. Not safe for two threads at once.
/// </remarks>
internal sealed class TreeRows(LedgerView view, int depth) : IStateStore<NodeAddress, Fr>
{
    private const int RowByteCount = OctalTree.Arity * Fr.EncodedByteCount;

    private readonly (NodeAddress Parent, byte[]? Row)?[] _lastRows = new (NodeAddress, byte[]?)?[depth + 2];

    /// <inheritdoc />
    /// <remarks>A child that was never written stands in its row as the root of an empty subtree.</remarks>
    public bool TryGet(NodeAddress key, out Fr value)
    {
        var parent = key.Parent();
        if (_lastRows[parent.Height] is not var (known, row) || known != parent)
            _lastRows[parent.Height] = (parent, row = view.Get(Family.Tree, RowKey.TreeNode(parent.Height, parent.Index)));
        value = default;
        if (row is null)
            return false;
        if (row.Length != RowByteCount || !Fr.TryDecode(row.AsSpan(key.ChildIndex * Fr.EncodedByteCount, Fr.EncodedByteCount), out value))
            throw new InvalidDataException($"The state database holds a damaged tree row at height {parent.Height}, index {parent.Index}. Restore this node from a snapshot of another.");
        return true;
    }

    /// <summary>Not supported: rows are written through <see cref="Write"/>.</summary>
    public void Set(NodeAddress key, Fr value) => throw new NotSupportedException("Tree rows are read-only; changes lie in a layer above them.");

    /// <summary>Stages the rows that hold changed nodes.</summary>
    /// <param name="changes">Nodes and their new hashes.</param>
    /// <param name="write">Receives the rows.</param>
    public void Write(IReadOnlyDictionary<NodeAddress, Fr> changes, LedgerWrite write)
    {
        foreach (var siblings in changes.GroupBy(change => change.Key.Parent()))
        {
            var row = new byte[RowByteCount];
            for (var childIndex = 0; childIndex < OctalTree.Arity; childIndex++)
            {
                var child = siblings.Key.Child(childIndex);
                if (!changes.TryGetValue(child, out var hash) && !TryGet(child, out hash))
                    hash = OctalTree.EmptySubtree(child.Height);
                hash.Encode(row.AsSpan(childIndex * Fr.EncodedByteCount, Fr.EncodedByteCount));
            }

            write.Put(Family.Tree, RowKey.TreeNode(siblings.Key.Height, siblings.Key.Index), row);
        }

        Array.Clear(_lastRows);
    }

    /// <summary>Root of the tree as stored; the root's own row has a parent above the tree.</summary>
    public Fr Root => new StateTree(depth, this).Root;
}
