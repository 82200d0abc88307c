using Amaters.Circuits.Statements;

namespace Amaters.Ledger.Storage;

/// <summary>Finds batches and their headers.</summary>
internal static class BatchRows
{
    /// <summary>The row of a batch, or null where there is none.</summary>
    public static BatchRow? Find(LedgerView view, ulong number) => view.Get(Family.Batches, RowKey.Number(number), BatchRow.Parser);

    /// <summary>The row of a batch that must be there.</summary>
    /// <exception cref="InvalidDataException">It is not.</exception>
    public static BatchRow Get(LedgerView view, ulong number) =>
        Find(view, number) ?? throw new InvalidDataException($"The state database lacks batch {number}. Restore this node from a snapshot of another.");

    /// <summary>A row's header.</summary>
    /// <exception cref="InvalidDataException">The row is damaged.</exception>
    public static BatchHeader HeaderOf(BatchRow row) =>
        BatchHeader.TryDecode(row.Header.Span, out var header, out var rejection)
            ? header
            : throw new InvalidDataException($"The state database holds a damaged batch header ({rejection}). Restore this node from a snapshot of another.");
}
