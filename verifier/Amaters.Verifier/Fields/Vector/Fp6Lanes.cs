using System.Runtime.CompilerServices;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>Arithmetic of <see cref="Fp6"/> with an element in every lane, formulas as there.</summary>
/// <remarks>Coefficients of operands are below 1.1p in magnitude and of results reduced; coefficients of sparse factors may reach 2p. Results may replace operands; s is scratch of <see cref="ScratchBlocks"/> blocks.</remarks>
/// <typeparam name="TField">Lanes of <see cref="Fp2"/>.</typeparam>
/// <typeparam name="TBlock">Their block.</typeparam>
internal static unsafe class Fp6Lanes<TField, TBlock>
    where TField : ITowerLanes<TBlock>
    where TBlock : unmanaged
{
    /// <summary>Blocks of scratch that products use.</summary>
    public const int ScratchBlocks = 7;

    /// <summary>r = a·b: six products of <see cref="Fp2"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(Fp6Block<TBlock>* r, Fp6Block<TBlock>* a, Fp6Block<TBlock>* b, TBlock* s, long* w)
    {
        TBlock* v0 = s, v1 = s + 1, v2 = s + 2, c0 = s + 3, c1 = s + 4, t = s + 5, u = s + 6;
        TField.Multiply(v0, &a->C0, &b->C0, w);
        TField.Multiply(v1, &a->C1, &b->C1, w);
        TField.Multiply(v2, &a->C2, &b->C2, w);

        // c₀ = v₀ + ξ·((a₁ + a₂)(b₁ + b₂) − v₁ − v₂)
        TField.Add(t, &a->C1, &a->C2, w);
        TField.Add(u, &b->C1, &b->C2, w);
        TField.Multiply(t, t, u, w);
        TField.SubtractBothReduced(t, t, v1, v2, w);
        TField.AddNonResidueMultipleReduced(c0, v0, t, w);

        // c₁ = (a₀ + a₁)(b₀ + b₁) − v₀ − v₁ + ξ·v₂
        TField.Add(t, &a->C0, &a->C1, w);
        TField.Add(u, &b->C0, &b->C1, w);
        TField.Multiply(t, t, u, w);
        TField.SubtractBothReduced(t, t, v0, v1, w);
        TField.AddNonResidueMultipleReduced(c1, t, v2, w);

        // c₂ = (a₀ + a₂)(b₀ + b₂) − v₀ − v₂ + v₁
        TField.Add(t, &a->C0, &a->C2, w);
        TField.Add(u, &b->C0, &b->C2, w);
        TField.Multiply(t, t, u, w);
        TField.SubtractBothReduced(t, t, v0, v2, w);
        TField.AddReduced(&r->C2, t, v1, w);
        r->C0 = *c0;
        r->C1 = *c1;
    }

    /// <summary>r = a·(b₀ + b₁·v): five products of <see cref="Fp2"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplySparse(Fp6Block<TBlock>* r, Fp6Block<TBlock>* a, TBlock* b0, TBlock* b1, TBlock* s, long* w)
    {
        TBlock* v0 = s, v1 = s + 1, t = s + 2, u = s + 3, cross = s + 4;
        TField.Multiply(v0, &a->C0, b0, w);
        TField.Multiply(v1, &a->C1, b1, w);
        TField.Add(t, &a->C0, &a->C1, w);
        TField.Add(u, b0, b1, w);
        TField.Multiply(cross, t, u, w);

        // (v₀ + ξ·a₂b₁, (a₀ + a₁)(b₀ + b₁) − v₀ − v₁, v₁ + a₂b₀)
        TField.Multiply(t, &a->C2, b1, w);
        TField.Multiply(u, &a->C2, b0, w);
        TField.AddNonResidueMultipleReduced(&r->C0, v0, t, w);
        TField.SubtractBothReduced(&r->C1, cross, v0, v1, w);
        TField.AddReduced(&r->C2, v1, u, w);
    }

    /// <summary>r = a·b₁: three products of <see cref="Fp2"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(Fp6Block<TBlock>* r, Fp6Block<TBlock>* a, TBlock* b, long* w)
    {
        TField.Multiply(&r->C0, &a->C0, b, w);
        TField.Multiply(&r->C1, &a->C1, b, w);
        TField.Multiply(&r->C2, &a->C2, b, w);
    }

    /// <summary>r = a + b, below the sum of the operands' bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(Fp6Block<TBlock>* r, Fp6Block<TBlock>* a, Fp6Block<TBlock>* b, long* w)
    {
        TField.Add(&r->C0, &a->C0, &b->C0, w);
        TField.Add(&r->C1, &a->C1, &b->C1, w);
        TField.Add(&r->C2, &a->C2, &b->C2, w);
    }

    /// <summary>r = a − b − c, reduced.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SubtractBothReduced(Fp6Block<TBlock>* r, Fp6Block<TBlock>* a, Fp6Block<TBlock>* b, Fp6Block<TBlock>* c, long* w)
    {
        TField.SubtractBothReduced(&r->C0, &a->C0, &b->C0, &c->C0, w);
        TField.SubtractBothReduced(&r->C1, &a->C1, &b->C1, &c->C1, w);
        TField.SubtractBothReduced(&r->C2, &a->C2, &b->C2, &c->C2, w);
    }

    /// <summary>r = a + v·b = (a₀ + ξ·b₂, a₁ + b₀, a₂ + b₁), reduced; r is not b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddTimesVReduced(Fp6Block<TBlock>* r, Fp6Block<TBlock>* a, Fp6Block<TBlock>* b, long* w)
    {
        TField.AddNonResidueMultipleReduced(&r->C0, &a->C0, &b->C2, w);
        TField.AddReduced(&r->C1, &a->C1, &b->C0, w);
        TField.AddReduced(&r->C2, &a->C2, &b->C1, w);
    }
}
