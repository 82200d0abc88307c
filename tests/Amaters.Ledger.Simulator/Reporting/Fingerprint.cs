using System.Numerics;

namespace Amaters.Ledger.Simulator.Reporting;

/// <summary>64-bit fingerprints, equal on all machines. Against accidents, not against attackers.</summary>
internal static class Fingerprint
{
    /// <summary>Fingerprint of bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var result = Mix(0x51ED270B35AFB3D1, (ulong)bytes.Length);
        foreach (var value in bytes)
            result = Mix(result, value);
        return result;
    }

    /// <summary>Fingerprint of a sequence, from that of its beginning and its next item.</summary>
    public static ulong Mix(ulong before, ulong next)
    {
        unchecked
        {
            var mixed = (before ^ BitOperations.RotateLeft(next, 31)) * 0xD6E8FEB86659FD93;
            return (mixed ^ (mixed >> 32)) * 0x9E3779B97F4A7C15;
        }
    }
}
