using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>One limb of eight elements c₀ + c₁·u of <see cref="Fp2"/>: formulas that add and move lanes are written once, for each limb alike.</summary>
/// <remarks>Nothing is carried: whoever stores a sum of many terms carries or reduces it afterwards (<c>FpKernels.CarrySum</c>, <c>FpKernels.ReduceSum</c>).</remarks>
internal readonly unsafe struct QuadraticLimb
{
    /// <summary>The limb of the real parts.</summary>
    public readonly Vector512<long> C0;

    /// <summary>The limb of the factors of u.</summary>
    public readonly Vector512<long> C1;

    /// <summary>c₀ + c₁·u.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public QuadraticLimb(Vector512<long> c0, Vector512<long> c1)
    {
        C0 = c0;
        C1 = c1;
    }

    /// <summary>Limb i of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuadraticLimb Load(QuadraticBlock<FpBlock>* block, int i) =>
        new(Vector512.Load((long*)&block->C0 + (FpBlock.Lanes * i)), Vector512.Load((long*)&block->C1 + (FpBlock.Lanes * i)));

    /// <summary>Makes this limb i of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(QuadraticBlock<FpBlock>* block, int i)
    {
        C0.Store((long*)&block->C0 + (FpBlock.Lanes * i));
        C1.Store((long*)&block->C1 + (FpBlock.Lanes * i));
    }

    /// <summary>a + b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuadraticLimb operator +(QuadraticLimb a, QuadraticLimb b) => new(a.C0 + b.C0, a.C1 + b.C1);

    /// <summary>a − b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuadraticLimb operator -(QuadraticLimb a, QuadraticLimb b) => new(a.C0 - b.C0, a.C1 - b.C1);

    /// <summary>2a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public QuadraticLimb Twice() => new(C0 + C0, C1 + C1);

    /// <summary>a·(1 + u).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public QuadraticLimb TimesNonResidue() => new(C0 - C1, C0 + C1);

    /// <summary>Lane l of the result is lane <paramref name="order"/>[l].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public QuadraticLimb Permute(Vector512<long> order) => new(Avx512F.PermuteVar8x64(C0, order), Avx512F.PermuteVar8x64(C1, order));

    /// <summary>The lanes of <paramref name="chosen"/> where the mask is all ones, those of <paramref name="other"/> where it is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static QuadraticLimb Select(Vector512<long> mask, QuadraticLimb chosen, QuadraticLimb other) =>
        new(Vector512.ConditionalSelect(mask, chosen.C0, other.C0), Vector512.ConditionalSelect(mask, chosen.C1, other.C1));

    /// <summary>The lanes where the mask is all ones, 0 elsewhere.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public QuadraticLimb Keep(Vector512<long> mask) => new(C0 & mask, C1 & mask);
}
