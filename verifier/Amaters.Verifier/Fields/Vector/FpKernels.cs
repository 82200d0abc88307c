using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Amaters.Circuits.Fields.Vector;

namespace Amaters.Verifier.Fields.Vector;

// Blocks as a whole: gathering and scattering lanes, comparing, choosing. Products and sums are in FpKernels.Generated.cs.
internal static unsafe partial class FpKernels
{
    private const int FirstBlockLong = (WorkspaceLongs + 7) & ~7;

    private static readonly FpLine One = FpLine.From(Fp.One);

    /// <summary>Workspace for these kernels with room for blocks of the caller behind it.</summary>
    /// <param name="extraBlocks">Blocks that <see cref="ExtraBlock"/> hands out.</param>
    internal static AlignedBuffer<long> CreateWorkspace(int extraBlocks = 0)
    {
        var workspace = new AlignedBuffer<long>(FirstBlockLong + (extraBlocks * FpBlock.LimbCount * FpBlock.Lanes));
        Constants.CopyTo(new Span<ulong>(workspace.Pointer, Constants.Length));
        return workspace;
    }

    /// <summary>Block number <paramref name="index"/> of the caller's room in a workspace.</summary>
    internal static FpBlock* ExtraBlock(long* w, int index) => (FpBlock*)(w + FirstBlockLong) + index;

    /// <summary>r = 1 in all lanes.</summary>
    internal static void SetOne(FpBlock* r)
    {
        var one = One;
        for (var i = 0; i < FpBlock.LimbCount; i++)
            Vector512.Create(one.Limbs[i]).Store(r->Limbs + (8 * i));
    }

    /// <summary>Bit l is set when lane l is 0 modulo p.</summary>
    /// <param name="a">Within ±8p.</param>
    /// <param name="scratch">Receives the reduced block.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static uint ZeroLanes(FpBlock* a, FpBlock* scratch)
    {
        Reduce(scratch, a);
        var limbs = (long*)scratch;
        var any = Vector512.Load(limbs) | Vector512.Load(limbs + 8) | Vector512.Load(limbs + 16) | Vector512.Load(limbs + 24)
            | Vector512.Load(limbs + 32) | Vector512.Load(limbs + 40) | Vector512.Load(limbs + 48);
        return (uint)Vector512.Equals(any, Vector512<long>.Zero).ExtractMostSignificantBits();
    }

    /// <summary>Takes lane l of a into r where bit l of <paramref name="lanes"/> is set.</summary>
    internal static void Blend(FpBlock* r, FpBlock* a, uint lanes)
    {
        var bits = Vector512.Create(1L, 2, 4, 8, 16, 32, 64, 128);
        var chosen = Vector512.Equals(Vector512.Create((long)lanes) & bits, bits);
        for (var i = 0; i < FpBlock.LimbCount * FpBlock.Lanes; i += FpBlock.Lanes)
            Vector512.ConditionalSelect(chosen, Vector512.Load(a->Limbs + i), Vector512.Load(r->Limbs + i)).Store(r->Limbs + i);
    }

    /// <summary>r = −a.</summary>
    internal static void Negate(FpBlock* r, FpBlock* a)
    {
        for (var i = 0; i < FpBlock.LimbCount * FpBlock.Lanes; i += FpBlock.Lanes)
            (-Vector512.Load(a->Limbs + i)).Store(r->Limbs + i);
    }

    /// <summary>Lane l of r = the line that selector l names; signs are ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Gather(FpBlock* r, FpLine* lines, uint* selectors) => Transpose(
        Line(lines, selectors[0]), Line(lines, selectors[1]), Line(lines, selectors[2]), Line(lines, selectors[3]),
        Line(lines, selectors[4]), Line(lines, selectors[5]), Line(lines, selectors[6]), Line(lines, selectors[7]), (long*)r);

    /// <summary>Lane l of r = the line that selector l names, with its sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void GatherSigned(FpBlock* r, FpLine* lines, uint* selectors) => Transpose(
        SignedLine(lines, selectors[0]), SignedLine(lines, selectors[1]), SignedLine(lines, selectors[2]), SignedLine(lines, selectors[3]),
        SignedLine(lines, selectors[4]), SignedLine(lines, selectors[5]), SignedLine(lines, selectors[6]), SignedLine(lines, selectors[7]), (long*)r);

    /// <summary>The line at positions[l] = lane l of a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Scatter(FpLine* lines, uint* positions, FpBlock* a)
    {
        var limbs = (long*)a;
        var r0 = Vector512.Load(limbs);
        var r1 = Vector512.Load(limbs + 8);
        var r2 = Vector512.Load(limbs + 16);
        var r3 = Vector512.Load(limbs + 24);
        var r4 = Vector512.Load(limbs + 32);
        var r5 = Vector512.Load(limbs + 40);
        var r6 = Vector512.Load(limbs + 48);
        var r7 = Vector512<long>.Zero;
        var t0 = Avx512F.UnpackLow(r0, r1);
        var t1 = Avx512F.UnpackHigh(r0, r1);
        var t2 = Avx512F.UnpackLow(r2, r3);
        var t3 = Avx512F.UnpackHigh(r2, r3);
        var t4 = Avx512F.UnpackLow(r4, r5);
        var t5 = Avx512F.UnpackHigh(r4, r5);
        var t6 = Avx512F.UnpackLow(r6, r7);
        var t7 = Avx512F.UnpackHigh(r6, r7);
        var u0 = Avx512F.Shuffle4x128(t0, t2, 0x88);
        var u1 = Avx512F.Shuffle4x128(t0, t2, 0xdd);
        var u2 = Avx512F.Shuffle4x128(t4, t6, 0x88);
        var u3 = Avx512F.Shuffle4x128(t4, t6, 0xdd);
        var v0 = Avx512F.Shuffle4x128(t1, t3, 0x88);
        var v1 = Avx512F.Shuffle4x128(t1, t3, 0xdd);
        var v2 = Avx512F.Shuffle4x128(t5, t7, 0x88);
        var v3 = Avx512F.Shuffle4x128(t5, t7, 0xdd);
        Avx512F.Shuffle4x128(u0, u2, 0x88).Store((long*)(lines + positions[0]));
        Avx512F.Shuffle4x128(v0, v2, 0x88).Store((long*)(lines + positions[1]));
        Avx512F.Shuffle4x128(u1, u3, 0x88).Store((long*)(lines + positions[2]));
        Avx512F.Shuffle4x128(v1, v3, 0x88).Store((long*)(lines + positions[3]));
        Avx512F.Shuffle4x128(u0, u2, 0xdd).Store((long*)(lines + positions[4]));
        Avx512F.Shuffle4x128(v0, v2, 0xdd).Store((long*)(lines + positions[5]));
        Avx512F.Shuffle4x128(u1, u3, 0xdd).Store((long*)(lines + positions[6]));
        Avx512F.Shuffle4x128(v1, v3, 0xdd).Store((long*)(lines + positions[7]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Line(FpLine* lines, uint selector) => Vector512.Load((long*)(lines + (selector >> 1)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> SignedLine(FpLine* lines, uint selector)
    {
        var sign = Vector512.Create(-(long)(selector & 1));
        return (Line(lines, selector) ^ sign) - sign;
    }

    // An 8×8 transposition of words in three rounds of shuffles; the padding word of every line is dropped.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        Vector512<long> r0, Vector512<long> r1, Vector512<long> r2, Vector512<long> r3,
        Vector512<long> r4, Vector512<long> r5, Vector512<long> r6, Vector512<long> r7, long* target)
    {
        var t0 = Avx512F.UnpackLow(r0, r1);
        var t1 = Avx512F.UnpackHigh(r0, r1);
        var t2 = Avx512F.UnpackLow(r2, r3);
        var t3 = Avx512F.UnpackHigh(r2, r3);
        var t4 = Avx512F.UnpackLow(r4, r5);
        var t5 = Avx512F.UnpackHigh(r4, r5);
        var t6 = Avx512F.UnpackLow(r6, r7);
        var t7 = Avx512F.UnpackHigh(r6, r7);
        var u0 = Avx512F.Shuffle4x128(t0, t2, 0x88);
        var u1 = Avx512F.Shuffle4x128(t0, t2, 0xdd);
        var u2 = Avx512F.Shuffle4x128(t4, t6, 0x88);
        var u3 = Avx512F.Shuffle4x128(t4, t6, 0xdd);
        var v0 = Avx512F.Shuffle4x128(t1, t3, 0x88);
        var v1 = Avx512F.Shuffle4x128(t1, t3, 0xdd);
        var v2 = Avx512F.Shuffle4x128(t5, t7, 0x88);
        var v3 = Avx512F.Shuffle4x128(t5, t7, 0xdd);
        Avx512F.Shuffle4x128(u0, u2, 0x88).Store(target);
        Avx512F.Shuffle4x128(v0, v2, 0x88).Store(target + 8);
        Avx512F.Shuffle4x128(u1, u3, 0x88).Store(target + 16);
        Avx512F.Shuffle4x128(v1, v3, 0x88).Store(target + 24);
        Avx512F.Shuffle4x128(u0, u2, 0xdd).Store(target + 32);
        Avx512F.Shuffle4x128(v0, v2, 0xdd).Store(target + 40);
        Avx512F.Shuffle4x128(u1, u3, 0xdd).Store(target + 48);
    }
}
