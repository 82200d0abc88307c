using System.Runtime.CompilerServices;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Curve.Vector;

/// <summary>Addition of blocks of projective points on y² = x³ + b without exceptions: equal, opposite and infinite operands need no branch.</summary>
/// <remarks>
/// Renes, Costello, Batina, "Complete addition formulas for prime order elliptic curves" (eprint 2015/1060), algorithms 7 and 9, for a = 0. They hold for all
/// points whose difference has not order 2; both curves have odd order, so outside the subgroups too.
/// </remarks>
internal static unsafe class CompleteAddition<TField, TBlock>
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    /// <summary>Blocks of scratch that <see cref="Add"/> uses.</summary>
    public const int ScratchBlocks = 9;

    /// <summary>r = p + q, twelve products; r may be p or q.</summary>
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

    /// <summary>r = 2p, six products and two squares; r may be p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Double(ProjectiveBlock<TBlock>* r, ProjectiveBlock<TBlock>* p, TBlock* scratch, long* w)
    {
        TBlock* yy = scratch, c = scratch + 1, yz = scratch + 2, xy = scratch + 3, eight = scratch + 4, u = scratch + 5, v = scratch + 6;

        // c = 3bZ²
        TField.Square(yy, &p->Y, w);
        TField.Square(c, &p->Z, w);
        TField.MultiplyByThreeBReduced(c, c, w);
        TField.Multiply(yz, &p->Y, &p->Z, w);
        TField.Multiply(xy, &p->X, &p->Y, w);
        TField.AddReduced(eight, yy, yy, w);
        TField.AddReduced(eight, eight, eight, w);
        TField.AddReduced(eight, eight, eight, w);

        // Z₃ = 8Y²·YZ, X₃ = 2XY·(Y² − 3c), Y₃ = (Y² − 3c)(Y² + c) + 8Y²·c
        TField.Multiply(&r->Z, eight, yz, w);
        TField.TripleReduced(u, c, w);
        TField.SubtractReduced(u, yy, u, w);
        TField.Add(v, yy, c, w);
        TField.Multiply(v, u, v, w);
        TField.Multiply(eight, eight, c, w);
        TField.AddReduced(&r->Y, v, eight, w);
        TField.Add(xy, xy, xy, w);
        TField.Multiply(&r->X, xy, u, w);
    }
}
