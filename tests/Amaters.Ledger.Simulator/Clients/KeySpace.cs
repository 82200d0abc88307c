namespace Amaters.Ledger.Simulator.Clients;

/// <summary>
/// The records that clients work on: few at a time, so that they compete, and each only for a while, so that its history stays small enough
/// to be judged (deciding linearizability is exponential in the worst case).
/// </summary>
internal sealed class KeySpace
{
    /// <summary>Records at a time.</summary>
    public const int SlotCount = 3;

    private const int OperationsPerKey = 50;
    private readonly (int Key, int Left)[] _slots = [.. Enumerable.Range(0, SlotCount).Select(slot => (slot, OperationsPerKey))];
    private int _next = SlotCount;

    /// <summary>Whether the records of a slot are registers; the others are records of the ledger.</summary>
    public static bool IsRegister(int slot) => slot == 0;

    /// <summary>The record for one more operation.</summary>
    public int Take(int slot)
    {
        var (key, left) = _slots[slot];
        _slots[slot] = left > 1 ? (key, left - 1) : (_next++, OperationsPerKey);
        return key;
    }
}
