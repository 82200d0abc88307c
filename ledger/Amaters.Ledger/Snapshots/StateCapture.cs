using Amaters.Ledger.Replication;
using Amaters.Ledger.Storage;

namespace Amaters.Ledger.Snapshots;

/// <summary>One moment's state, written out while further entries are applied.</summary>
internal sealed class StateCapture(LedgerDatabase database) : IStateCapture
{
    private readonly LedgerView _view = database.OpenView();

    /// <inheritdoc />
    public void WriteTo(Stream destination) => SnapshotStream.Write(database, _view, destination);

    /// <inheritdoc />
    public void Dispose() => _view.Dispose();
}
