using Amaters.Circuits.Fields;
using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Statements;

/// <summary>Where a ledger's chain of batches stands: what the next header has to start from.</summary>
/// <param name="PreviousHeader">Digest of the last header, 0 before the first.</param>
/// <param name="StateRoot">State root after the last batch.</param>
/// <param name="NextBatchNumber">Number of the next batch.</param>
/// <param name="NextIndex">Sequence number of the next command.</param>
public readonly record struct ChainPosition(Fr PreviousHeader, Fr StateRoot, ulong NextBatchNumber, ulong NextIndex)
{
    /// <summary>Before the first batch: an empty state, batch 1 and command 1 next.</summary>
    public static ChainPosition Genesis(CircuitShape shape) => new(Fr.Zero, OctalTree.EmptySubtree(shape.TreeDepth), 1, 1);

    /// <summary>Where the chain stands after this header.</summary>
    public static ChainPosition After(BatchHeader header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return new ChainPosition(header.Digest(), header.NewRoot, header.Range.BatchNumber + 1, header.Range.FirstIndex + header.Range.Count);
    }

    /// <summary>Whether a header continues the chain from here (BATCH-5): the part of a header that its proof says nothing about.</summary>
    public ChainVerdict Check(BatchHeader header, in Fr ledgerId)
    {
        ArgumentNullException.ThrowIfNull(header);
        return header.LedgerId != ledgerId ? ChainVerdict.WrongLedger
            : header.PreviousHeader != PreviousHeader ? ChainVerdict.WrongPreviousHeader
            : header.OldRoot != StateRoot ? ChainVerdict.WrongOldRoot
            : header.Range.BatchNumber != NextBatchNumber ? ChainVerdict.WrongBatchNumber
            : header.Range.FirstIndex != NextIndex ? ChainVerdict.WrongFirstIndex
            : ChainVerdict.Continues;
    }
}
