using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;

namespace Amaters.Ledger.Storage;

/// <summary>The applied records by position, as the statement's executor reads them.</summary>
internal sealed class IndexRecords(LedgerView view) : IStateStore<ulong, Record>
{
    /// <inheritdoc />
    public bool TryGet(ulong key, out Record value)
    {
        value = Find(view, key)?.Record!;
        return value is not null;
    }

    /// <summary>Not supported: rows are written by <see cref="RecordRows"/>.</summary>
    public void Set(ulong key, Record value) => throw new NotSupportedException("Index rows are read-only; changes lie in a layer above them.");

    /// <summary>The record at a position and the version that its payload came with; null when the position is empty.</summary>
    public static (Record Record, ulong PayloadVersion)? Find(LedgerView view, ulong position)
    {
        if (view.Get(Family.Index, RowKey.Number(position), IndexRow.Parser) is not { } row)
            return null;
        return Record.TryDecode(row.Record.Span, out var record, out var rejection)
            ? (record, row.PayloadVersion)
            : throw new InvalidDataException($"The state database holds a damaged record at position {position} ({rejection}). Restore this node from a snapshot of another.");
    }
}
