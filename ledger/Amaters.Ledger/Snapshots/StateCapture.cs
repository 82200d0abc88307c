using Amaters.Ledger.Replication;
using Amaters.Ledger.Storage;

namespace Amaters.Ledger.Snapshots;

/// <summary>One moment's state, written out while further entries are applied.</summary>
internal sealed class StateCapture(LedgerDatabase database, int treeDepth) : IStateCapture
{
    private readonly LedgerView _view = database.OpenView();

    /// <inheritdoc />
    /// <remarks>The root of the applied state.</remarks>
    public ReadOnlyMemory<byte> Root => new TreeRows(_view, treeDepth).Root.ToBytes();

    /// <inheritdoc />
    public void WriteTo(Stream destination) => SnapshotStream.Write(database, _view, destination);

    /// <inheritdoc />
    public void Dispose() => _view.Dispose();
}
