using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>Constants for moving and choosing lanes.</summary>
internal static class LaneOrder
{
    /// <summary>An order for <see cref="QuadraticLimb.Permute"/>: where each lane comes from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Of(long l0, long l1, long l2, long l3, long l4, long l5, long l6 = 6, long l7 = 7) => Vector512.Create(l0, l1, l2, l3, l4, l5, l6, l7);

    /// <summary>All lanes from one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> All(long lane) => Vector512.Create(lane);

    /// <summary>A mask: all ones in the lanes whose bits are set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<long> Mask(uint lanes)
    {
        var bits = Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128);
        return Vector512.Equals(Vector512.Create((long)lanes) & bits, bits);
    }
}
