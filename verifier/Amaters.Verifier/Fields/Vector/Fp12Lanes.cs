using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields.Vector;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>What Miller loops need of <see cref="Fp12"/> with an element in every lane, formulas as there.</summary>
/// <remarks>Elements are reduced between operations. Results may replace operands. One thread at a time.</remarks>
/// <typeparam name="TField">Lanes of <see cref="Fp2"/>.</typeparam>
/// <typeparam name="TBlock">Their block.</typeparam>
internal sealed unsafe class Fp12Lanes<TField, TBlock> : IDisposable
    where TField : ITowerLanes<TBlock>
    where TBlock : unmanaged
{
    private readonly AlignedBuffer<long> _workspace = TField.CreateWorkspace();
    private readonly AlignedBuffer<TBlock> _scratch = new(Fp6Lanes<TField, TBlock>.ScratchBlocks + 2);
    private readonly AlignedBuffer<Fp6Block<TBlock>> _parts = new(3);

    /// <summary>The workspace of the field.</summary>
    public long* Workspace => _workspace.Pointer;

    /// <inheritdoc/>
    public void Dispose()
    {
        _workspace.Dispose();
        _scratch.Dispose();
        _parts.Dispose();
    }

    /// <summary>r = 1 in all lanes.</summary>
    public static void SetOne(Fp12Block<TBlock>* r)
    {
        *r = default;
        TField.SetOne(&r->C0.C0);
    }

    /// <summary>r = a²: with P = c₀c₁, (c₀ + c₁)(c₀ + v·c₁) − P − v·P + 2P·w.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Square(Fp12Block<TBlock>* r, Fp12Block<TBlock>* a)
    {
        var w = Workspace;
        TBlock* s = _scratch.Pointer, xi = s + Fp6Lanes<TField, TBlock>.ScratchBlocks;
        Fp6Block<TBlock>* product = _parts.Pointer, sum = product + 1, mixed = product + 2;
        Fp6Lanes<TField, TBlock>.Add(sum, &a->C0, &a->C1, w);
        Fp6Lanes<TField, TBlock>.AddTimesVReduced(mixed, &a->C0, &a->C1, w);
        Fp6Lanes<TField, TBlock>.Multiply(product, &a->C0, &a->C1, s, w);
        Fp6Lanes<TField, TBlock>.Multiply(mixed, sum, mixed, s, w);

        // v·P = (ξ·p₂, p₀, p₁)
        TField.MultiplyByNonResidue(xi, &product->C2, w);
        TField.SubtractBothReduced(&r->C0.C0, &mixed->C0, &product->C0, xi, w);
        TField.SubtractBothReduced(&r->C0.C1, &mixed->C1, &product->C1, &product->C0, w);
        TField.SubtractBothReduced(&r->C0.C2, &mixed->C2, &product->C2, &product->C1, w);
        TField.AddReduced(&r->C1.C0, &product->C0, &product->C0, w);
        TField.AddReduced(&r->C1.C1, &product->C1, &product->C1, w);
        TField.AddReduced(&r->C1.C2, &product->C2, &product->C2, w);
    }

    /// <summary>r = a·(l₀ + l₂·w² + l₃·w³), coefficients of the line below 1.3p: thirteen products of <see cref="Fp2"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MultiplyByLine(Fp12Block<TBlock>* r, Fp12Block<TBlock>* a, TBlock* l0, TBlock* l2, TBlock* l3)
    {
        // The line is (l₀ + l₂·v) + (l₃·v)·w; Karatsuba over Fp6, with the factor v of the second part applied at the end.
        var w = Workspace;
        TBlock* s = _scratch.Pointer, l23 = s + Fp6Lanes<TField, TBlock>.ScratchBlocks;
        Fp6Block<TBlock>* v0 = _parts.Pointer, v1 = v0 + 1, cross = v0 + 2;
        Fp6Lanes<TField, TBlock>.Add(cross, &a->C0, &a->C1, w);
        TField.AddReduced(l23, l2, l3, w);
        Fp6Lanes<TField, TBlock>.MultiplySparse(cross, cross, l0, l23, s, w);
        Fp6Lanes<TField, TBlock>.MultiplySparse(v0, &a->C0, l0, l2, s, w);

        // v·(c₁·l₃) = (ξ·t₂, t₀, t₁)
        Fp6Lanes<TField, TBlock>.Scale(v1, &a->C1, l3, w);
        *s = v1->C2;
        v1->C2 = v1->C1;
        v1->C1 = v1->C0;
        TField.MultiplyByNonResidue(&v1->C0, s, w);
        Fp6Lanes<TField, TBlock>.SubtractBothReduced(&r->C1, cross, v0, v1, w);
        Fp6Lanes<TField, TBlock>.AddTimesVReduced(&r->C0, v0, v1, w);
    }
}
