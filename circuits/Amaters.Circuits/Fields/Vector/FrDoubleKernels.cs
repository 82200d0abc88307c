using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Amaters.Circuits.Fields.Vector;

// Entering and leaving the block form, and steps of transforms. The multiplications are in FrDoubleKernels.Generated.cs.
internal static unsafe partial class FrDoubleKernels
{
    private const long DigitMask = (1L << FrDoubleBlock.LimbBits) - 1;
    private const double Radix = 1L << FrDoubleBlock.LimbBits;

    /// <summary>The bits of 2⁵²: an integer below 2⁵² added to them is a double's mantissa.</summary>
    private const long IntegerBits = 0x4330_0000_0000_0000;

    /// <summary>The limbs of p.</summary>
    private const double P0 = 0xfff_0000_0001, P1 = 0xfe5_bfef_ffff, P2 = 0x553_bda4_02ff, P3 = 0xd80_809a_1d80, P4 = 0x99d_7d48_3339, P5 = 0x7_3eda_7532;

    /// <summary>A workspace for one thread: the constants.</summary>
    internal static AlignedBuffer<long> CreateWorkspace()
    {
        var workspace = new AlignedBuffer<long>(Constants.Length * FrDoubleBlock.Lanes);
        for (var i = 0; i < workspace.Length; i++)
            ((double*)workspace.Pointer)[i] = Constants[i / FrDoubleBlock.Lanes];
        return workspace;
    }

    /// <summary>Enters the block form: r = the four elements at <paramref name="source"/>, as 2⁸ times their 2²⁵⁶ form, in unsigned digits. Value below 256p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Load(FrDoubleBlock* r, Fr* source)
    {
        var words = (long*)source;
        Vector256<long> e0 = Vector256.Load(words), e1 = Vector256.Load(words + 4), e2 = Vector256.Load(words + 8), e3 = Vector256.Load(words + 12);
        Transpose(ref e0, ref e1, ref e2, ref e3);
        var mask = Vector256.Create(DigitMask);
        Digit(e0 << 8, mask).Store(r->Limbs);
        Digit((e0 >>> 36) | (e1 << 28), mask).Store(r->Limbs + 4);
        Digit(e1 >>> 16, mask).Store(r->Limbs + 8);
        Digit((e1 >>> 60) | (e2 << 4), mask).Store(r->Limbs + 12);
        Digit((e2 >>> 40) | (e3 << 24), mask).Store(r->Limbs + 16);
        Digit(e3 >>> 20, mask).Store(r->Limbs + 20);
    }

    /// <summary>Leaves the block form: four canonical elements from a block whose values are already in the R = 2²⁵⁶ form.</summary>
    /// <remarks>In: |a| ≤ 250p, limbs ≤ 2^48; a kernel with <see cref="FrDoubleConstant.OfLeaving"/> brings values into that form.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Store(Fr* target, FrDoubleBlock* a)
    {
        Vector256<double> l0 = Vector256.Load(a->Limbs), l1 = Vector256.Load(a->Limbs + 4), l2 = Vector256.Load(a->Limbs + 8);
        Vector256<double> l3 = Vector256.Load(a->Limbs + 12), l4 = Vector256.Load(a->Limbs + 16), l5 = Vector256.Load(a->Limbs + 20);
        Carry(ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);

        // Take away the nearest multiple of p, judged by the top limb, then add p where that went below zero.
        var multiple = Avx.RoundToNearestInteger(l5 * Vector256.Create(1 / P5));
        SubtractModulus(multiple, ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
        var negative = Vector256.LessThan(l5, Vector256<double>.Zero) & Vector256.Create(-1.0);
        SubtractModulus(negative, ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);

        Vector256<long> d0 = Integer(l0), d1 = Integer(l1), d2 = Integer(l2), d3 = Integer(l3), d4 = Integer(l4), d5 = Integer(l5);
        var w0 = d0 | (d1 << 44);
        var w1 = (d1 >>> 20) | (d2 << 24);
        var w2 = (d2 >>> 40) | (d3 << 4) | (d4 << 48);
        var w3 = (d4 >>> 16) | (d5 << 28);
        Transpose(ref w0, ref w1, ref w2, ref w3);
        var words = (long*)target;
        w0.Store(words);
        w1.Store(words + 4);
        w2.Store(words + 8);
        w3.Store(words + 12);
    }

    /// <summary>First two layers of a transform on four blocks, as <see cref="FrKernels.FirstTwoLayers"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void FirstTwoLayers(
        FrDoubleBlock* r, FrDoubleBlock* a0, FrDoubleBlock* a1, FrDoubleBlock* a2, FrDoubleBlock* a3, FrDoubleConstant* i, double* w)
    {
        for (var limb = 0; limb < FrDoubleBlock.LimbCount * FrDoubleBlock.Lanes; limb += FrDoubleBlock.Lanes)
        {
            Vector256<double> x0 = Vector256.Load(a0->Limbs + limb), x1 = Vector256.Load(a1->Limbs + limb);
            Vector256<double> x2 = Vector256.Load(a2->Limbs + limb), x3 = Vector256.Load(a3->Limbs + limb);
            Vector256<double> even = x0 + x1, odd = x2 + x3;
            (even + odd).Store(r[0].Limbs + limb);
            (even - odd).Store(r[2].Limbs + limb);
            (x0 - x1).Store(r[1].Limbs + limb);
            (x2 - x3).Store(r[3].Limbs + limb);
        }

        Butterfly(r + 1, r + 3, i, w);
    }

    /// <summary>r = a + b without carrying.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add(FrDoubleBlock* r, FrDoubleBlock* a, FrDoubleBlock* b)
    {
        for (var limb = 0; limb < FrDoubleBlock.LimbCount * FrDoubleBlock.Lanes; limb += FrDoubleBlock.Lanes)
            (Vector256.Load(a->Limbs + limb) + Vector256.Load(b->Limbs + limb)).Store(r->Limbs + limb);
    }

    /// <summary>r = a + c without carrying.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddConstant(FrDoubleBlock* r, FrDoubleBlock* a, FrDoubleConstant* c)
    {
        for (var limb = 0; limb < FrDoubleBlock.LimbCount; limb++)
            (Vector256.Load(a->Limbs + (limb * FrDoubleBlock.Lanes)) + Vector256.Create(c->Limbs[limb])).Store(r->Limbs + (limb * FrDoubleBlock.Lanes));
    }

    /// <summary>r = a − b without carrying: limbs and values grow by those of b.</summary>
    internal static void Subtract(FrDoubleBlock* r, FrDoubleBlock* a, FrDoubleBlock* b)
    {
        for (var limb = 0; limb < FrDoubleBlock.LimbCount * FrDoubleBlock.Lanes; limb += FrDoubleBlock.Lanes)
            (Vector256.Load(a->Limbs + limb) - Vector256.Load(b->Limbs + limb)).Store(r->Limbs + limb);
    }

    /// <summary>Transposes four blocks: lane l of a[stride·k] becomes lane k of r[stride·l], each with its own stride in blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Transpose(FrDoubleBlock* r, long resultStride, FrDoubleBlock* a, long stride)
    {
        for (var limb = 0; limb < FrDoubleBlock.LimbCount * FrDoubleBlock.Lanes; limb += FrDoubleBlock.Lanes)
        {
            var r0 = Vector256.Load(a->Limbs + limb).AsInt64();
            var r1 = Vector256.Load(a[stride].Limbs + limb).AsInt64();
            var r2 = Vector256.Load(a[2 * stride].Limbs + limb).AsInt64();
            var r3 = Vector256.Load(a[3 * stride].Limbs + limb).AsInt64();
            Transpose(ref r0, ref r1, ref r2, ref r3);
            r0.AsDouble().Store(r->Limbs + limb);
            r1.AsDouble().Store(r[resultStride].Limbs + limb);
            r2.AsDouble().Store(r[2 * resultStride].Limbs + limb);
            r3.AsDouble().Store(r[3 * resultStride].Limbs + limb);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(ref Vector256<long> r0, ref Vector256<long> r1, ref Vector256<long> r2, ref Vector256<long> r3)
    {
        Vector256<long> t0 = Avx2.UnpackLow(r0, r1), t1 = Avx2.UnpackHigh(r0, r1), t2 = Avx2.UnpackLow(r2, r3), t3 = Avx2.UnpackHigh(r2, r3);
        r0 = Avx2.Permute2x128(t0, t2, 0x20);
        r1 = Avx2.Permute2x128(t1, t3, 0x20);
        r2 = Avx2.Permute2x128(t0, t2, 0x31);
        r3 = Avx2.Permute2x128(t1, t3, 0x31);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Digit(Vector256<long> word, Vector256<long> mask) =>
        ((word & mask) | Vector256.Create(IntegerBits)).AsDouble() - Vector256.Create(4503599627370496.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Integer(Vector256<double> digit) =>
        (digit + Vector256.Create(4503599627370496.0)).AsInt64() ^ Vector256.Create(IntegerBits);

    // Subtracts multiples of p and leaves unsigned digits below the top limb.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SubtractModulus(
        Vector256<double> multiple, ref Vector256<double> l0, ref Vector256<double> l1, ref Vector256<double> l2, ref Vector256<double> l3, ref Vector256<double> l4, ref Vector256<double> l5)
    {
        l0 -= multiple * Vector256.Create(P0);
        l1 -= multiple * Vector256.Create(P1);
        l2 -= multiple * Vector256.Create(P2);
        l3 -= multiple * Vector256.Create(P3);
        l4 -= multiple * Vector256.Create(P4);
        l5 -= multiple * Vector256.Create(P5);
        Carry(ref l0, ref l1, ref l2, ref l3, ref l4, ref l5);
    }

    // Multiples of p are below 256, so products with its limbs stay below 2^52 and everything here is exact. Floors give unsigned digits.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Carry(
        ref Vector256<double> l0, ref Vector256<double> l1, ref Vector256<double> l2, ref Vector256<double> l3, ref Vector256<double> l4, ref Vector256<double> l5)
    {
        Carry(ref l0, ref l1);
        Carry(ref l1, ref l2);
        Carry(ref l2, ref l3);
        Carry(ref l3, ref l4);
        Carry(ref l4, ref l5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Carry(ref Vector256<double> limb, ref Vector256<double> next)
    {
        var carry = Vector256.Floor(limb * Vector256.Create(1 / Radix));
        limb -= carry * Vector256.Create(Radix);
        next += carry;
    }
}
