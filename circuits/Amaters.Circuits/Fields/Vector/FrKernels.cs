using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Amaters.Circuits.Fields.Vector;

// Entering and leaving the block form. The multiplications are in FrKernels.Generated.cs.
internal static unsafe partial class FrKernels
{
    private const long DigitMask = (1L << FrBlock.LimbBits) - 1;
    private const long P0 = 0xf_ffff_0000_0001, P1 = 0x2fff_e5bf_efff, P2 = 0x9_a1d8_0553_bda4, P3 = 0x7_d483_339d_8080, P4 = 0x73ed_a753_299d;

    /// <summary>A workspace for one thread.</summary>
    internal static AlignedBuffer<long> CreateWorkspace()
    {
        var workspace = new AlignedBuffer<long>(WorkspaceLongs);
        Constants.CopyTo(new Span<ulong>(workspace.Pointer, Constants.Length));
        return workspace;
    }

    /// <summary>Enters the block form: r = the eight elements at <paramref name="source"/>, as 16 times their 2²⁵⁶ form. Value below 16p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Load(FrBlock* r, Fr* source)
    {
        // Each vector holds two elements of four words; words 0 and 1 of all eight come from one shuffle pair, 2 and 3 from another.
        var words = (long*)source;
        var e01 = Vector512.Load(words);
        var e23 = Vector512.Load(words + 8);
        var e45 = Vector512.Load(words + 16);
        var e67 = Vector512.Load(words + 24);
        var low = Vector512.Create(0L, 4, 8, 12, 1, 5, 9, 13);
        var high = Vector512.Create(2L, 6, 10, 14, 3, 7, 11, 15);
        var low0123 = Avx512F.PermuteVar8x64x2(e01, low, e23);
        var low4567 = Avx512F.PermuteVar8x64x2(e45, low, e67);
        var high0123 = Avx512F.PermuteVar8x64x2(e01, high, e23);
        var high4567 = Avx512F.PermuteVar8x64x2(e45, high, e67);
        var w0 = Avx512F.Shuffle4x128(low0123, low4567, 0x44);
        var w1 = Avx512F.Shuffle4x128(low0123, low4567, 0xee);
        var w2 = Avx512F.Shuffle4x128(high0123, high4567, 0x44);
        var w3 = Avx512F.Shuffle4x128(high0123, high4567, 0xee);

        // Cut 16·(w3 w2 w1 w0) into digits of 52 bits.
        var mask = Vector512.Create(DigitMask);
        var target = (long*)r;
        ((w0 << 4) & mask).Store(target);
        (((w0 >>> 48) | (w1 << 16)) & mask).Store(target + 8);
        (((w1 >>> 36) | (w2 << 28)) & mask).Store(target + 16);
        (((w2 >>> 24) | (w3 << 40)) & mask).Store(target + 24);
        (w3 >>> 12).Store(target + 32);
    }

    /// <summary>Leaves the block form: eight canonical elements from a block whose values are already in the R = 2²⁵⁶ form.</summary>
    /// <remarks>In: |a| ≤ 120p, limbs ≤ 2^56; a kernel with <see cref="FrConstant.OfLeaving"/> brings values into that form.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Store(Fr* target, FrBlock* a)
    {
        var mask = Vector512.Create(DigitMask);
        var source = (long*)a;
        var l0 = Vector512.Load(source);
        var l1 = Vector512.Load(source + 8) + (l0 >> 52);
        var l2 = Vector512.Load(source + 16) + (l1 >> 52);
        var l3 = Vector512.Load(source + 24) + (l2 >> 52);
        var l4 = Vector512.Load(source + 32) + (l3 >> 52);

        // Take away the nearest multiple of p, judged by the top limb: leaves a value in ±(p/2 + 2^-40 p).
        var quotient = Avx512DQ.ConvertToVector512Double(l4) * Vector512.Create(1.0 / P4);
        var k = Avx512DQ.ConvertToVector512Int64(quotient);
        l0 = (l0 & mask) - k * Vector512.Create(P0);
        l1 = (l1 & mask) - k * Vector512.Create(P1) + (l0 >> 52);
        l2 = (l2 & mask) - k * Vector512.Create(P2) + (l1 >> 52);
        l3 = (l3 & mask) - k * Vector512.Create(P3) + (l2 >> 52);
        l4 = l4 - k * Vector512.Create(P4) + (l3 >> 52);

        // Add p where the value is negative, and carry for the last time.
        var negative = l4 >> 63;
        l0 = (l0 & mask) + (negative & Vector512.Create(P0));
        l1 = (l1 & mask) + (negative & Vector512.Create(P1)) + (l0 >> 52);
        l2 = (l2 & mask) + (negative & Vector512.Create(P2)) + (l1 >> 52);
        l3 = (l3 & mask) + (negative & Vector512.Create(P3)) + (l2 >> 52);
        l4 = l4 + (negative & Vector512.Create(P4)) + (l3 >> 52);
        l0 &= mask;
        l1 &= mask;
        l2 &= mask;
        l3 &= mask;

        var w0 = l0 | (l1 << 52);
        var w1 = (l1 >>> 12) | (l2 << 40);
        var w2 = (l2 >>> 24) | (l3 << 28);
        var w3 = (l3 >>> 36) | (l4 << 16);

        // The inverse of the shuffles in Load.
        var low0123 = Avx512F.Shuffle4x128(w0, w1, 0x44);
        var low4567 = Avx512F.Shuffle4x128(w0, w1, 0xee);
        var high0123 = Avx512F.Shuffle4x128(w2, w3, 0x44);
        var high4567 = Avx512F.Shuffle4x128(w2, w3, 0xee);
        var first = Vector512.Create(0L, 4, 8, 12, 1, 5, 9, 13);
        var second = Vector512.Create(2L, 6, 10, 14, 3, 7, 11, 15);
        var words = (long*)target;
        Avx512F.PermuteVar8x64x2(low0123, first, high0123).Store(words);
        Avx512F.PermuteVar8x64x2(low0123, second, high0123).Store(words + 8);
        Avx512F.PermuteVar8x64x2(low4567, first, high4567).Store(words + 16);
        Avx512F.PermuteVar8x64x2(low4567, second, high4567).Store(words + 24);
    }

    /// <summary>First two layers of a transform on four blocks in bit-reversed order, whose only factor is i = √−1: r₀..₃ from a₀, a₁, a₂, a₃.</summary>
    /// <remarks>
    /// r₀ = (a₀ + a₁) + (a₂ + a₃), r₂ = (a₀ + a₁) − (a₂ + a₃), (r₁, r₃) = (a₀ − a₁) ± i·(a₂ − a₃). Limbs grow fourfold; r may not overlap the operands.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FirstTwoLayers(FrBlock* r, FrBlock* a0, FrBlock* a1, FrBlock* a2, FrBlock* a3, FrConstant* i, long* w)
    {
        for (var limb = 0; limb < FrBlock.LimbCount * FrBlock.Lanes; limb += FrBlock.Lanes)
        {
            var x0 = Vector512.Load(a0->Limbs + limb);
            var x1 = Vector512.Load(a1->Limbs + limb);
            var x2 = Vector512.Load(a2->Limbs + limb);
            var x3 = Vector512.Load(a3->Limbs + limb);
            var even = x0 + x1;
            var odd = x2 + x3;
            (even + odd).Store(r[0].Limbs + limb);
            (even - odd).Store(r[2].Limbs + limb);
            (x0 - x1).Store(r[1].Limbs + limb);
            (x2 - x3).Store(r[3].Limbs + limb);
        }

        Butterfly(r + 1, r + 3, i, w);
    }

    /// <summary>r = a + b without carrying.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add(FrBlock* r, FrBlock* a, FrBlock* b)
    {
        for (var limb = 0; limb < FrBlock.LimbCount * FrBlock.Lanes; limb += FrBlock.Lanes)
            (Vector512.Load(a->Limbs + limb) + Vector512.Load(b->Limbs + limb)).Store(r->Limbs + limb);
    }

    /// <summary>r = a + c without carrying.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddConstant(FrBlock* r, FrBlock* a, FrConstant* c)
    {
        for (var limb = 0; limb < FrBlock.LimbCount; limb++)
            (Vector512.Load(a->Limbs + (limb * FrBlock.Lanes)) + Vector512.Create(c->Limbs[limb])).Store(r->Limbs + (limb * FrBlock.Lanes));
    }

    /// <summary>r = a, carried, less the nearest multiple of p: |r| ≤ (1/2 + 2⁻⁴⁰)·p with limbs in [0, 2⁵²) below a signed top one.</summary>
    /// <remarks>In: |a| ≤ 120p, limbs ≤ 2^58.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Reduce(FrBlock* r, FrBlock* a)
    {
        var mask = Vector512.Create(DigitMask);
        var l0 = Vector512.Load(a->Limbs);
        var l1 = Vector512.Load(a->Limbs + 8) + (l0 >> 52);
        var l2 = Vector512.Load(a->Limbs + 16) + (l1 >> 52);
        var l3 = Vector512.Load(a->Limbs + 24) + (l2 >> 52);
        var l4 = Vector512.Load(a->Limbs + 32) + (l3 >> 52);
        var k = Avx512DQ.ConvertToVector512Int64(Avx512DQ.ConvertToVector512Double(l4) * Vector512.Create(1.0 / P4));
        l0 = (l0 & mask) - k * Vector512.Create(P0);
        l1 = (l1 & mask) - k * Vector512.Create(P1) + (l0 >> 52);
        l2 = (l2 & mask) - k * Vector512.Create(P2) + (l1 >> 52);
        l3 = (l3 & mask) - k * Vector512.Create(P3) + (l2 >> 52);
        l4 = l4 - k * Vector512.Create(P4) + (l3 >> 52);
        (l0 & mask).Store(r->Limbs);
        (l1 & mask).Store(r->Limbs + 8);
        (l2 & mask).Store(r->Limbs + 16);
        (l3 & mask).Store(r->Limbs + 24);
        l4.Store(r->Limbs + 32);
    }

    /// <summary>r = a − b without carrying: limbs and values grow by those of b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Subtract(FrBlock* r, FrBlock* a, FrBlock* b)
    {
        for (var limb = 0; limb < FrBlock.LimbCount * FrBlock.Lanes; limb += FrBlock.Lanes)
            (Vector512.Load(a->Limbs + limb) - Vector512.Load(b->Limbs + limb)).Store(r->Limbs + limb);
    }

    /// <summary>Transposes eight blocks: lane l of a[stride·k] becomes lane k of r[stride·l], each with its own stride in blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Transpose(FrBlock* r, long resultStride, FrBlock* a, long stride)
    {
        for (var limb = 0; limb < FrBlock.LimbCount * FrBlock.Lanes; limb += FrBlock.Lanes)
        {
            var r0 = Vector512.Load(a->Limbs + limb);
            var r1 = Vector512.Load(a[stride].Limbs + limb);
            var r2 = Vector512.Load(a[2 * stride].Limbs + limb);
            var r3 = Vector512.Load(a[3 * stride].Limbs + limb);
            var r4 = Vector512.Load(a[4 * stride].Limbs + limb);
            var r5 = Vector512.Load(a[5 * stride].Limbs + limb);
            var r6 = Vector512.Load(a[6 * stride].Limbs + limb);
            var r7 = Vector512.Load(a[7 * stride].Limbs + limb);
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
            Avx512F.Shuffle4x128(u0, u2, 0x88).Store(r->Limbs + limb);
            Avx512F.Shuffle4x128(v0, v2, 0x88).Store(r[resultStride].Limbs + limb);
            Avx512F.Shuffle4x128(u1, u3, 0x88).Store(r[2 * resultStride].Limbs + limb);
            Avx512F.Shuffle4x128(v1, v3, 0x88).Store(r[3 * resultStride].Limbs + limb);
            Avx512F.Shuffle4x128(u0, u2, 0xdd).Store(r[4 * resultStride].Limbs + limb);
            Avx512F.Shuffle4x128(v0, v2, 0xdd).Store(r[5 * resultStride].Limbs + limb);
            Avx512F.Shuffle4x128(u1, u3, 0xdd).Store(r[6 * resultStride].Limbs + limb);
            Avx512F.Shuffle4x128(v1, v3, 0xdd).Store(r[7 * resultStride].Limbs + limb);
        }
    }
}
