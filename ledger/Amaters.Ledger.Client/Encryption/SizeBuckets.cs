using System.Numerics;

namespace Amaters.Ledger.Client.Encryption;

/// <summary>The thirteen lengths that a plaintext is padded to: powers of two from 256 bytes to 1 MiB.</summary>
/// <remarks>The operator learns the logarithm of a record's size, rounded up; most rows of a table share the smallest bucket.</remarks>
public static class SizeBuckets
{
    /// <summary>The smallest bucket, in bytes.</summary>
    public const int Smallest = 256;

    /// <summary>The largest bucket, in bytes; nothing longer can be sealed.</summary>
    public const int Largest = 1 << 20;

    /// <summary>The smallest bucket that holds this many bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than <see cref="Largest"/>.</exception>
    public static int For(int byteCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(byteCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(byteCount, Largest);
        return Math.Max(Smallest, (int)BitOperations.RoundUpToPowerOf2((uint)byteCount));
    }

    /// <summary>Whether a plaintext can have this length.</summary>
    public static bool Contains(int byteCount) => byteCount is >= Smallest and <= Largest && BitOperations.IsPow2(byteCount);
}
