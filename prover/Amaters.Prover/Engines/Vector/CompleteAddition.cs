using System.Runtime.CompilerServices;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>Addition of blocks of projective points on y² = x³ + b without exceptions: equal, opposite and infinite operands need no branch.</summary>
/// <remarks>Renes, Costello, Batina, "Complete addition formulas for prime order elliptic curves" (eprint 2015/1060), algorithm 7, for a = 0: twelve products.</remarks>
internal static unsafe class CompleteAddition<TField, TBlock>
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    /// <summary>Blocks of scratch that <see cref="Add"/> uses.</summary>
    public const int ScratchBlocks = 9;

    /// <summary>r = p + q; r may be p or q.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ProjectiveBlock<TBlock>* r, ProjectiveBlock<TBlock>* p, ProjectiveBlock<TBlock>* q, TBlock* scratch, long* w)
    {
        TBlock* t0 = scratch, t1 = scratch + 1, t2 = scratch + 2, t3 = scratch + 3, t4 = scratch + 4, y3 = scratch + 5, z3 = scratch + 6, u = scratch + 7, v = scratch + 8;

        // t0 = X₁X₂, t1 = Y₁Y₂, t2 = Z₁Z₂
        TField.Multiply(t0, &p->X, &q->X, w);
        TField.Multiply(t1, &p->Y, &q->Y, w);
        TField.Multiply(t2, &p->Z, &q->Z, w);

        // t3 = X₁Y₂ + X₂Y₁, t4 = Y₁Z₂ + Y₂Z₁, y3 = X₁Z₂ + X₂Z₁
        TField.Add(u, &p->X, &p->Y, w);
        TField.Add(v, &q->X, &q->Y, w);
        TField.Multiply(u, u, v, w);
        TField.SubtractBothReduced(t3, u, t0, t1, w);
        TField.Add(u, &p->Y, &p->Z, w);
        TField.Add(v, &q->Y, &q->Z, w);
        TField.Multiply(u, u, v, w);
        TField.SubtractBothReduced(t4, u, t1, t2, w);
        TField.Add(u, &p->X, &p->Z, w);
        TField.Add(v, &q->X, &q->Z, w);
        TField.Multiply(u, u, v, w);
        TField.SubtractBothReduced(y3, u, t0, t2, w);

        // t0 = 3X₁X₂, t2 = 3bZ₁Z₂, z3 = Y₁Y₂ + 3bZ₁Z₂, t1 = Y₁Y₂ − 3bZ₁Z₂, y3 = 3b(X₁Z₂ + X₂Z₁)
        TField.TripleReduced(t0, t0, w);
        TField.MultiplyByThreeBReduced(t2, t2, w);
        TField.Add(z3, t1, t2, w);
        TField.Subtract(t1, t1, t2, w);
        TField.MultiplyByThreeBReduced(y3, y3, w);

        // X₃ = t3·t1 − t4·y3, Y₃ = t1·z3 + y3·t0, Z₃ = z3·t4 + t0·t3
        TField.Multiply(u, t3, t1, w);
        TField.Multiply(v, t4, y3, w);
        TField.SubtractReduced(&r->X, u, v, w);
        TField.Multiply(u, t1, z3, w);
        TField.Multiply(v, y3, t0, w);
        TField.AddReduced(&r->Y, u, v, w);
        TField.Multiply(u, z3, t4, w);
        TField.Multiply(v, t0, t3, w);
        TField.AddReduced(&r->Z, u, v, w);
    }
}
