using System.Runtime.CompilerServices;
using Amaters.Verifier.Curve.Vector;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Pairing.Vector;

/// <summary><see cref="LineWalk"/> with a walk in every lane.</summary>
/// <remarks>Formulas as there, with T scaled by 4 at each doubling, which avoids halves. The coefficients of lines are reduced, or below 1.1p.</remarks>
/// <typeparam name="TField">Lanes of <see cref="Fields.Fp2"/>.</typeparam>
/// <typeparam name="TBlock">Their block.</typeparam>
internal static unsafe class LaneLineWalk<TField, TBlock>
    where TField : ITowerLanes<TBlock>
    where TBlock : unmanaged
{
    /// <summary>Blocks of scratch that steps use.</summary>
    public const int ScratchBlocks = 8;

    /// <summary>T ← 2T; the tangent l₀ + l₂·x_P·w² + l₃·y_P·w³ at the old T, times −2YZ².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Double(ProjectiveBlock<TBlock>* t, TBlock* l0, TBlock* l2, TBlock* l3, TBlock* scratch, long* w)
    {
        TBlock* a = scratch, b = scratch + 1, e = scratch + 2, f = scratch + 3, h = scratch + 4, j = scratch + 5, u = scratch + 6;

        // A = 2XY, B = Y², E = 3b'Z², F = 3E, H = 2YZ, J = X²
        TField.Multiply(a, &t->X, &t->Y, w);
        TField.AddReduced(a, a, a, w);
        TField.Square(b, &t->Y, w);
        TField.Square(e, &t->Z, w);
        TField.MultiplyByThreeBReduced(e, e, w);
        TField.TripleReduced(f, e, w);
        TField.Multiply(h, &t->Y, &t->Z, w);
        TField.AddReduced(h, h, h, w);
        TField.Square(j, &t->X, w);

        // l₀ = E − B, l₂ = 3J, l₃ = −H
        TField.SubtractReduced(l0, e, b, w);
        TField.TripleReduced(l2, j, w);
        TField.Negate(l3, h);

        // X₃ = A(B − F), Y₃ = (B + F)² − 3(2E)², Z₃ = 2B·2H
        TField.SubtractReduced(u, b, f, w);
        TField.Multiply(&t->X, a, u, w);
        TField.AddReduced(u, b, f, w);
        TField.Square(u, u, w);
        TField.Add(e, e, e, w);
        TField.Square(e, e, w);
        TField.TripleReduced(e, e, w);
        TField.SubtractReduced(&t->Y, u, e, w);
        TField.AddReduced(b, b, b, w);
        TField.Add(h, h, h, w);
        TField.Multiply(&t->Z, b, h, w);
    }

    /// <summary>T ← T + Q, Q = (x, y) affine; the chord through the old T and Q, times X − x·Z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(ProjectiveBlock<TBlock>* t, TBlock* x, TBlock* y, TBlock* l0, TBlock* l2, TBlock* l3, TBlock* scratch, long* w)
    {
        TBlock* theta = scratch, lambda = scratch + 1, c = scratch + 2, d = scratch + 3, e = scratch + 4, f = scratch + 5, g = scratch + 6, h = scratch + 7;

        // θ = Y − y·Z, λ = X − x·Z
        TField.Multiply(theta, y, &t->Z, w);
        TField.SubtractReduced(theta, &t->Y, theta, w);
        TField.Multiply(lambda, x, &t->Z, w);
        TField.SubtractReduced(lambda, &t->X, lambda, w);

        // l₀ = θ·x − λ·y, l₂ = −θ, l₃ = λ
        TField.Multiply(c, theta, x, w);
        TField.Multiply(d, lambda, y, w);
        TField.SubtractReduced(l0, c, d, w);
        TField.Negate(l2, theta);
        *l3 = *lambda;

        // E = λ³, F = Z·θ², G = X·λ², H = E + F − 2G
        TField.Square(c, theta, w);
        TField.Square(d, lambda, w);
        TField.Multiply(e, lambda, d, w);
        TField.Multiply(f, &t->Z, c, w);
        TField.Multiply(g, &t->X, d, w);
        TField.AddReduced(h, e, f, w);
        TField.SubtractBothReduced(h, h, g, g, w);

        // X₃ = λ·H, Y₃ = θ(G − H) − E·Y, Z₃ = Z·E
        TField.Multiply(&t->X, lambda, h, w);
        TField.SubtractReduced(g, g, h, w);
        TField.Multiply(g, theta, g, w);
        TField.Multiply(f, e, &t->Y, w);
        TField.SubtractReduced(&t->Y, g, f, w);
        TField.Multiply(&t->Z, &t->Z, e, w);
    }
}
