using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields.Vector;

namespace Amaters.Verifier.Fields.Vector;

/// <summary><see cref="Fp2"/> in eight lanes, the coordinate field of G2: y² = x³ + 4(1 + u).</summary>
internal readonly unsafe struct Fp2Lanes : ILaneField<Fp2Block>
{
    /// <inheritdoc/>
    public static int Lanes => FpBlock.Lanes;

    /// <inheritdoc/>
    public static int LinesPerElement => 2;

    /// <inheritdoc/>
    public static AlignedBuffer<long> CreateWorkspace() => FpKernels.CreateWorkspace(extraBlocks: 4);

    /// <inheritdoc/>
    /// <remarks>Karatsuba: three products. (a₀ + a₁)(b₀ + b₁) − a₀b₀ − a₁b₁ = a₀b₁ + a₁b₀.</remarks>
    public static void Multiply(Fp2Block* r, Fp2Block* a, Fp2Block* b, long* w)
    {
        FpBlock* sumA = FpKernels.ExtraBlock(w, 0), sumB = FpKernels.ExtraBlock(w, 1), low = FpKernels.ExtraBlock(w, 2), high = FpKernels.ExtraBlock(w, 3);
        FpKernels.Add(sumA, &a->C0, &a->C1);
        FpKernels.Add(sumB, &b->C0, &b->C1);
        FpKernels.Multiply(low, &a->C0, &b->C0, w);
        FpKernels.Multiply(high, &a->C1, &b->C1, w);
        FpKernels.Multiply(sumA, sumA, sumB, w);
        FpKernels.SubtractReduced(&r->C0, low, high);
        FpKernels.SubtractBothReduced(&r->C1, sumA, low, high);
    }

    /// <inheritdoc/>
    /// <remarks>(a₀ + a₁)(a₀ − a₁) + 2a₀a₁·u: two products.</remarks>
    public static void Square(Fp2Block* r, Fp2Block* a, long* w)
    {
        FpBlock* sum = FpKernels.ExtraBlock(w, 0), difference = FpKernels.ExtraBlock(w, 1), twice = FpKernels.ExtraBlock(w, 2);
        FpKernels.Add(sum, &a->C0, &a->C1);
        FpKernels.Subtract(difference, &a->C0, &a->C1);
        FpKernels.Add(twice, &a->C0, &a->C0);
        FpKernels.Multiply(&r->C1, twice, &a->C1, w);
        FpKernels.Multiply(&r->C0, sum, difference, w);
    }

    /// <inheritdoc/>
    /// <remarks>(a₀ − a₁u)/(a₀² + a₁²).</remarks>
    public static void Invert(Fp2Block* r, Fp2Block* a, long* w)
    {
        FpBlock* norm = FpKernels.ExtraBlock(w, 0), square = FpKernels.ExtraBlock(w, 1);
        FpKernels.Square(norm, &a->C0, w);
        FpKernels.Square(square, &a->C1, w);
        FpKernels.AddReduced(norm, norm, square);
        FpKernels.Invert(norm, norm, w);
        FpKernels.Multiply(&r->C0, &a->C0, norm, w);
        FpKernels.Multiply(&r->C1, &a->C1, norm, w);
        Unsafe.InitBlock(square, 0, (uint)sizeof(FpBlock));
        FpKernels.Subtract(&r->C1, square, &r->C1);
    }

    /// <inheritdoc/>
    public static void Add(Fp2Block* r, Fp2Block* a, Fp2Block* b)
    {
        FpKernels.Add(&r->C0, &a->C0, &b->C0);
        FpKernels.Add(&r->C1, &a->C1, &b->C1);
    }

    /// <inheritdoc/>
    public static void Subtract(Fp2Block* r, Fp2Block* a, Fp2Block* b)
    {
        FpKernels.Subtract(&r->C0, &a->C0, &b->C0);
        FpKernels.Subtract(&r->C1, &a->C1, &b->C1);
    }

    /// <inheritdoc/>
    public static void AddReduced(Fp2Block* r, Fp2Block* a, Fp2Block* b)
    {
        FpKernels.AddReduced(&r->C0, &a->C0, &b->C0);
        FpKernels.AddReduced(&r->C1, &a->C1, &b->C1);
    }

    /// <inheritdoc/>
    public static void SubtractReduced(Fp2Block* r, Fp2Block* a, Fp2Block* b)
    {
        FpKernels.SubtractReduced(&r->C0, &a->C0, &b->C0);
        FpKernels.SubtractReduced(&r->C1, &a->C1, &b->C1);
    }

    /// <inheritdoc/>
    public static void SubtractBothReduced(Fp2Block* r, Fp2Block* a, Fp2Block* b, Fp2Block* c)
    {
        FpKernels.SubtractBothReduced(&r->C0, &a->C0, &b->C0, &c->C0);
        FpKernels.SubtractBothReduced(&r->C1, &a->C1, &b->C1, &c->C1);
    }

    /// <inheritdoc/>
    public static void SubtractTwiceReduced(Fp2Block* r, Fp2Block* a, Fp2Block* b, Fp2Block* c)
    {
        FpKernels.SubtractTwiceReduced(&r->C0, &a->C0, &b->C0, &c->C0);
        FpKernels.SubtractTwiceReduced(&r->C1, &a->C1, &b->C1, &c->C1);
    }

    /// <inheritdoc/>
    public static void TripleReduced(Fp2Block* r, Fp2Block* a)
    {
        FpKernels.TripleReduced(&r->C0, &a->C0);
        FpKernels.TripleReduced(&r->C1, &a->C1);
    }

    /// <inheritdoc/>
    /// <remarks>12(1 + u)(a₀ + a₁u) = 12(a₀ − a₁) + 12(a₀ + a₁)·u.</remarks>
    public static void MultiplyByThreeBReduced(Fp2Block* r, Fp2Block* a)
    {
        var sum = default(FpBlock);
        FpKernels.AddReduced(&sum, &a->C0, &a->C1);
        FpKernels.SubtractReduced(&r->C0, &a->C0, &a->C1);
        FpKernels.TwelvefoldReduced(&r->C0, &r->C0);
        FpKernels.TwelvefoldReduced(&r->C1, &sum);
    }

    /// <inheritdoc/>
    public static void SetOne(Fp2Block* r)
    {
        FpKernels.SetOne(&r->C0);
        Unsafe.InitBlock(&r->C1, 0, (uint)sizeof(FpBlock));
    }

    /// <inheritdoc/>
    public static uint ZeroLanes(Fp2Block* a, long* w) =>
        FpKernels.ZeroLanes(&a->C0, FpKernels.ExtraBlock(w, 0)) & FpKernels.ZeroLanes(&a->C1, FpKernels.ExtraBlock(w, 0));

    /// <inheritdoc/>
    public static void Blend(Fp2Block* r, Fp2Block* a, uint lanes)
    {
        FpKernels.Blend(&r->C0, &a->C0, lanes);
        FpKernels.Blend(&r->C1, &a->C1, lanes);
    }

    /// <inheritdoc/>
    public static void Gather(Fp2Block* r, FpLine* lines, uint* selectors)
    {
        FpKernels.Gather(&r->C0, lines, selectors);
        FpKernels.Gather(&r->C1, lines + 1, selectors);
    }

    /// <inheritdoc/>
    public static void GatherSigned(Fp2Block* r, FpLine* lines, uint* selectors)
    {
        FpKernels.GatherSigned(&r->C0, lines, selectors);
        FpKernels.GatherSigned(&r->C1, lines + 1, selectors);
    }

    /// <inheritdoc/>
    public static void Scatter(FpLine* lines, uint* positions, Fp2Block* a)
    {
        FpKernels.Scatter(lines, positions, &a->C0);
        FpKernels.Scatter(lines + 1, positions, &a->C1);
    }
}
