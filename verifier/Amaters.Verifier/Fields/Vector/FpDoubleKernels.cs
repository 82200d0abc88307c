using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Amaters.Circuits.Fields.Vector;

namespace Amaters.Verifier.Fields.Vector;

// Blocks as a whole: lines, gathering and scattering lanes, comparing, choosing. Products and sums are in FpDoubleKernels.Generated.cs.
internal static unsafe partial class FpDoubleKernels
{
    private const long DigitMask = (1L << FpDoubleBlock.LimbBits) - 1;
    private const long HalfRadix = 1L << (FpDoubleBlock.LimbBits - 1);

    private static int FirstBlockDouble => ((Constants.Length * FpDoubleBlock.Lanes) + 7) & ~7;

    /// <summary>Workspace for these kernels with room for blocks of the caller behind it.</summary>
    internal static AlignedBuffer<long> CreateWorkspace(int extraBlocks)
    {
        var workspace = new AlignedBuffer<long>(FirstBlockDouble + (extraBlocks * FpDoubleBlock.LimbCount * FpDoubleBlock.Lanes));
        var doubles = (double*)workspace.Pointer;
        for (var i = 0; i < Constants.Length * FpDoubleBlock.Lanes; i++)
            doubles[i] = Constants[i / FpDoubleBlock.Lanes];
        return workspace;
    }

    /// <summary>Block number <paramref name="index"/> of the caller's room in a workspace.</summary>
    internal static FpDoubleBlock* ExtraBlock(double* w, int index) => (FpDoubleBlock*)(w + FirstBlockDouble) + index;

    /// <summary>Cuts an element into balanced digits.</summary>
    internal static void WriteLine(FpLine* line, in Fp value)
    {
        var words = (ulong*)Unsafe.AsPointer(ref Unsafe.AsRef(in value));
        var limbs = (double*)line;
        long carry = 0;
        for (var i = 0; i < FpDoubleBlock.LimbCount; i++)
        {
            int bit = FpDoubleBlock.LimbBits * i, word = bit / 64, shift = bit % 64;
            var digit = words[word] >> shift;
            if (shift > 64 - FpDoubleBlock.LimbBits)
                digit |= words[word + 1] << (64 - shift);
            var balanced = ((long)digit & DigitMask) + carry;
            carry = i < FpDoubleBlock.LimbCount - 1 && balanced >= HalfRadix ? 1 : 0;
            limbs[i] = balanced - (carry << FpDoubleBlock.LimbBits);
        }
    }

    /// <summary>The element on a line whose value is within ±8p.</summary>
    internal static Fp ReadLine(FpLine* line)
    {
        // Take away the nearest multiple of p, judged by the top limb, then add p if that went below zero.
        var source = (double*)line;
        var limbs = stackalloc long[FpDoubleBlock.LimbCount];
        var modulus = Modulus;
        var multiple = (long)Math.Round(source[FpDoubleBlock.LimbCount - 1] / modulus[FpDoubleBlock.LimbCount - 1]);
        for (var i = 0; i < FpDoubleBlock.LimbCount; i++)
            limbs[i] = (long)source[i] - (multiple * modulus[i]);
        Carry(limbs);
        if (limbs[FpDoubleBlock.LimbCount - 1] < 0)
        {
            for (var i = 0; i < FpDoubleBlock.LimbCount; i++)
                limbs[i] += modulus[i];
            Carry(limbs);
        }

        // Four digits of 48 bits are three words of 64.
        var words = stackalloc ulong[Fp.LimbCount];
        for (var half = 0; half < 2; half++)
        {
            ulong d0 = (ulong)limbs[4 * half], d1 = (ulong)limbs[(4 * half) + 1], d2 = (ulong)limbs[(4 * half) + 2], d3 = (ulong)limbs[(4 * half) + 3];
            words[3 * half] = d0 | (d1 << 48);
            words[(3 * half) + 1] = (d1 >> 16) | (d2 << 32);
            words[(3 * half) + 2] = (d2 >> 32) | (d3 << 16);
        }

        return Fp.FromMontgomeryLimbsUnchecked(words[0], words[1], words[2], words[3], words[4], words[5]);
    }

    /// <summary>Changes the sign of the element on a line.</summary>
    internal static void NegateLine(FpLine* line)
    {
        for (var i = 0; i < FpDoubleBlock.LimbCount; i++)
            ((double*)line)[i] = -((double*)line)[i];
    }

    /// <summary>r = 1 in all lanes.</summary>
    internal static void SetOne(FpDoubleBlock* r)
    {
        FpLine one = default;
        WriteLine(&one, Fp.One);
        for (var i = 0; i < FpDoubleBlock.LimbCount; i++)
            Vector256.Create(((double*)&one)[i]).Store(r->Limbs + (4 * i));
    }

    /// <summary>r = −a.</summary>
    internal static void Negate(FpDoubleBlock* r, FpDoubleBlock* a)
    {
        for (var i = 0; i < FpDoubleBlock.LimbCount * FpDoubleBlock.Lanes; i += FpDoubleBlock.Lanes)
            (Vector256<double>.Zero - Vector256.Load(a->Limbs + i)).Store(r->Limbs + i);
    }

    /// <summary>Bit l is set when lane l is 0 modulo p.</summary>
    /// <param name="a">Within ±8p.</param>
    /// <param name="scratch">Receives the reduced block.</param>
    /// <param name="w">The constants.</param>
    internal static uint ZeroLanes(FpDoubleBlock* a, FpDoubleBlock* scratch, double* w)
    {
        Reduce(scratch, a, w);
        var zero = Vector256<double>.AllBitsSet;
        for (var i = 0; i < FpDoubleBlock.LimbCount * FpDoubleBlock.Lanes; i += FpDoubleBlock.Lanes)
            zero &= Vector256.Equals(Vector256.Load(scratch->Limbs + i), Vector256<double>.Zero);
        return zero.ExtractMostSignificantBits();
    }

    /// <summary>Takes lane l of a into r where bit l of <paramref name="lanes"/> is set.</summary>
    internal static void Blend(FpDoubleBlock* r, FpDoubleBlock* a, uint lanes)
    {
        var bits = Vector256.Create(1L, 2, 4, 8);
        var chosen = Vector256.Equals(Vector256.Create((long)lanes) & bits, bits).AsDouble();
        for (var i = 0; i < FpDoubleBlock.LimbCount * FpDoubleBlock.Lanes; i += FpDoubleBlock.Lanes)
            Vector256.ConditionalSelect(chosen, Vector256.Load(a->Limbs + i), Vector256.Load(r->Limbs + i)).Store(r->Limbs + i);
    }

    /// <summary>Lane l of r = the line that selector l names; signs are ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Gather(FpDoubleBlock* r, FpLine* lines, uint* selectors)
    {
        double* a = (double*)(lines + (selectors[0] >> 1)), b = (double*)(lines + (selectors[1] >> 1)), c = (double*)(lines + (selectors[2] >> 1)), d = (double*)(lines + (selectors[3] >> 1));
        var zero = Vector256<double>.Zero;
        Transpose(r->Limbs, a, b, c, d, zero, zero, zero, zero);
        Transpose(r->Limbs + 16, a + 4, b + 4, c + 4, d + 4, zero, zero, zero, zero);
    }

    /// <summary>Lane l of r = the line that selector l names, with its sign.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void GatherSigned(FpDoubleBlock* r, FpLine* lines, uint* selectors)
    {
        double* a = (double*)(lines + (selectors[0] >> 1)), b = (double*)(lines + (selectors[1] >> 1)), c = (double*)(lines + (selectors[2] >> 1)), d = (double*)(lines + (selectors[3] >> 1));
        Vector256<double> sa = SignBit(selectors[0]), sb = SignBit(selectors[1]), sc = SignBit(selectors[2]), sd = SignBit(selectors[3]);
        Transpose(r->Limbs, a, b, c, d, sa, sb, sc, sd);
        Transpose(r->Limbs + 16, a + 4, b + 4, c + 4, d + 4, sa, sb, sc, sd);
    }

    /// <summary>The line at positions[l] = lane l of a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Scatter(FpLine* lines, uint* positions, FpDoubleBlock* a)
    {
        for (var half = 0; half < 2; half++)
        {
            var limbs = a->Limbs + (16 * half);
            Vector256<double> r0 = Vector256.Load(limbs), r1 = Vector256.Load(limbs + 4), r2 = Vector256.Load(limbs + 8), r3 = Vector256.Load(limbs + 12);
            Vector256<double> t0 = Avx.UnpackLow(r0, r1), t1 = Avx.UnpackHigh(r0, r1), t2 = Avx.UnpackLow(r2, r3), t3 = Avx.UnpackHigh(r2, r3);
            Avx.Permute2x128(t0, t2, 0x20).Store((double*)(lines + positions[0]) + (4 * half));
            Avx.Permute2x128(t1, t3, 0x20).Store((double*)(lines + positions[1]) + (4 * half));
            Avx.Permute2x128(t0, t2, 0x31).Store((double*)(lines + positions[2]) + (4 * half));
            Avx.Permute2x128(t1, t3, 0x31).Store((double*)(lines + positions[3]) + (4 * half));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(double* target, double* a, double* b, double* c, double* d, Vector256<double> sa, Vector256<double> sb, Vector256<double> sc, Vector256<double> sd)
    {
        Vector256<double> r0 = Vector256.Load(a) ^ sa, r1 = Vector256.Load(b) ^ sb, r2 = Vector256.Load(c) ^ sc, r3 = Vector256.Load(d) ^ sd;
        Vector256<double> t0 = Avx.UnpackLow(r0, r1), t1 = Avx.UnpackHigh(r0, r1), t2 = Avx.UnpackLow(r2, r3), t3 = Avx.UnpackHigh(r2, r3);
        Avx.Permute2x128(t0, t2, 0x20).Store(target);
        Avx.Permute2x128(t1, t3, 0x20).Store(target + 4);
        Avx.Permute2x128(t0, t2, 0x31).Store(target + 8);
        Avx.Permute2x128(t1, t3, 0x31).Store(target + 12);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> SignBit(uint selector) => Vector256.Create((long)((ulong)selector << 63)).AsDouble();

    private static readonly long[] Modulus = [.. Enumerable.Range(0, FpDoubleBlock.LimbCount).Select(i => (long)((Fp.Modulus >> (FpDoubleBlock.LimbBits * i)) & DigitMask))];

    private static void Carry(long* limbs)
    {
        for (var i = 0; i < FpDoubleBlock.LimbCount - 1; i++)
        {
            limbs[i + 1] += limbs[i] >> FpDoubleBlock.LimbBits;
            limbs[i] &= DigitMask;
        }
    }
}
