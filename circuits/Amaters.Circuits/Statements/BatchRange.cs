using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Statements;

/// <summary>Which batch this is and which commands it holds.</summary>
/// <param name="BatchNumber">Number of the batch; the first is 1.</param>
/// <param name="FirstIndex">Sequence number of its first command, counted over all batches; the first is 1.</param>
/// <param name="Count">Number of its commands without padding; the circuit proves it.</param>
public readonly record struct BatchRange(ulong BatchNumber, ulong FirstIndex, ushort Count)
{
    /// <summary>range = (batchNumber·2⁶⁴ + firstIndex)·2¹⁶ + count (BATCH-4): 144 bits, so different ranges are different elements.</summary>
    public Fr ToFr() => Fr.FromLimbs(
    [
        (FirstIndex << 16) | Count,
        (BatchNumber << 16) | (FirstIndex >> 48),
        BatchNumber >> 48,
        0,
    ]);
}
