using Amaters.Ledger.Simulator.Randomness;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Disk;

/// <summary>
/// One file of a simulated disk. Writes are readable at once, as from an operating system's cache, but survive a crash for sure only after a sync.
/// At a crash each unsynced write is kept, lost, or torn, whatever became of the writes before it.
/// </summary>
internal sealed class DiskFile
{
    private const int SectorByteCount = 512;
    private readonly List<(int Offset, int CountBefore, byte[] Old, byte[] New)> _unsynced = [];
    private byte[] _bytes = new byte[256];
    private int _count;

    /// <summary>What a reader sees now.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _count);

    /// <summary>Writes bytes; the file grows as needed.</summary>
    public void Write(int offset, byte[] bytes)
    {
        _unsynced.Add((offset, _count, Bytes[Math.Min(offset, _count)..Math.Min(offset + bytes.Length, _count)].ToArray(), bytes));
        Put(offset, bytes);
    }

    /// <summary>Makes all writes so far survive.</summary>
    public void Sync() => _unsynced.Clear();

    /// <summary>Cuts the file off, durably; part of recovery.</summary>
    public void Truncate(int count)
    {
        Cut(count);
        _unsynced.Clear();
    }

    /// <summary>The machine loses power: decides what becomes of each unsynced write.</summary>
    public void Crash(Dice dice, Coverage coverage)
    {
        foreach (var (offset, countBefore, old, _) in Enumerable.Reverse(_unsynced))
        {
            old.CopyTo(_bytes, offset);
            Cut(countBefore);
        }

        foreach (var (offset, _, _, bytes) in _unsynced)
        {
            switch (dice.Below(3))
            {
                case 0:
                    coverage.Count(Fault.UnsyncedWriteLost);
                    break;
                case 1:
                    coverage.Count(Fault.UnsyncedWriteKept);
                    Put(offset, bytes);
                    break;
                default:
                    coverage.Count(Fault.UnsyncedWriteTorn);
                    Tear(offset, bytes, dice);
                    break;
            }
        }

        _unsynced.Clear();
    }

    /// <summary>A bit of the medium turns over.</summary>
    public void FlipBit(long bit) => _bytes[(int)(bit / 8)] ^= (byte)(1 << (int)(bit % 8));

    /// <summary>A short write breaks off at any byte; of a long one, any of its sectors may be missing.</summary>
    private void Tear(int offset, byte[] bytes, Dice dice)
    {
        if (bytes.Length <= SectorByteCount || dice.Chance(500))
        {
            Put(offset, bytes[..dice.Below(bytes.Length)]);
            return;
        }

        for (var start = 0; start < bytes.Length; start += SectorByteCount)
        {
            if (dice.Chance(500))
                Put(offset + start, bytes[start..Math.Min(start + SectorByteCount, bytes.Length)]);
        }
    }

    private void Put(int offset, byte[] bytes)
    {
        var end = offset + bytes.Length;
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(end, _bytes.Length * 2));
        bytes.CopyTo(_bytes, offset);
        _count = Math.Max(_count, end);
    }

    private void Cut(int count)
    {
        _bytes.AsSpan(count, _count - count).Clear();
        _count = count;
    }
}
