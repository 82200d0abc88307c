using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Amaters.Prover.Engines.Vector;

/// <summary>Asks for memory before it is used. Nothing but time depends on it, so any address will do.</summary>
internal static unsafe class CacheLines
{
    private const int Size = 64;

    /// <summary>Brings a range into the first-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(void* start, int length)
    {
        if (!Sse.IsSupported)
            return;
        for (var line = (byte*)start; line < (byte*)start + length; line += Size)
            Sse.Prefetch0(line);
    }

    /// <summary>Brings a range into the second-level cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchFar(void* start, int length)
    {
        if (!Sse.IsSupported)
            return;
        for (var line = (byte*)start; line < (byte*)start + length; line += Size)
            Sse.Prefetch1(line);
    }
}
