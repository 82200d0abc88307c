using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields.Vector;

namespace Amaters.Verifier.Fields.Vector;

/// <summary><see cref="Fp2"/> in lanes, the coordinate field of G2: y² = x³ + 4(1 + u).</summary>
/// <typeparam name="TBase">Lanes of <see cref="Fp"/>.</typeparam>
/// <typeparam name="TBlock">Their block.</typeparam>
internal readonly unsafe struct QuadraticLanes<TBase, TBlock> : ITowerLanes<QuadraticBlock<TBlock>>
    where TBase : IBaseLanes<TBlock>
    where TBlock : unmanaged
{
    /// <inheritdoc/>
    public static int Lanes => TBase.Lanes;

    /// <inheritdoc/>
    public static int LinesPerElement => 2;

    /// <inheritdoc/>
    public static AlignedBuffer<long> CreateWorkspace() => TBase.CreateWorkspace();

    /// <inheritdoc/>
    public static void WriteLine(FpLine* line, in Fp value) => TBase.WriteLine(line, value);

    /// <inheritdoc/>
    public static void NegateLine(FpLine* line) => TBase.NegateLine(line);

    /// <inheritdoc/>
    public static Fp ReadLine(FpLine* line) => TBase.ReadLine(line);

    /// <inheritdoc/>
    /// <remarks>Karatsuba: three products. (a₀ + a₁)(b₀ + b₁) − a₀b₀ − a₁b₁ = a₀b₁ + a₁b₀.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a, QuadraticBlock<TBlock>* b, long* w)
    {
        TBlock* sumA = TBase.Spare(w, 0), sumB = TBase.Spare(w, 1), low = TBase.Spare(w, 2), high = TBase.Spare(w, 3);
        TBase.Add(sumA, &a->C0, &a->C1, w);
        TBase.Add(sumB, &b->C0, &b->C1, w);
        TBase.Multiply(low, &a->C0, &b->C0, w);
        TBase.Multiply(high, &a->C1, &b->C1, w);
        TBase.Multiply(sumA, sumA, sumB, w);
        TBase.SubtractReduced(&r->C0, low, high, w);
        TBase.SubtractBothReduced(&r->C1, sumA, low, high, w);
    }

    /// <inheritdoc/>
    /// <remarks>(a₀ + a₁)(a₀ − a₁) + 2a₀a₁·u: two products.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Square(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a, long* w)
    {
        TBlock* sum = TBase.Spare(w, 0), difference = TBase.Spare(w, 1), twice = TBase.Spare(w, 2);
        TBase.Add(sum, &a->C0, &a->C1, w);
        TBase.Subtract(difference, &a->C0, &a->C1, w);
        TBase.Add(twice, &a->C0, &a->C0, w);
        TBase.Multiply(&r->C1, twice, &a->C1, w);
        TBase.Multiply(&r->C0, sum, difference, w);
    }

    /// <inheritdoc/>
    /// <remarks>(a₀ − a₁u)/(a₀² + a₁²).</remarks>
    public static void Invert(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a, long* w)
    {
        TBlock* norm = TBase.Spare(w, 0), square = TBase.Spare(w, 1);
        TBase.Square(norm, &a->C0, w);
        TBase.Square(square, &a->C1, w);
        TBase.AddReduced(norm, norm, square, w);
        TBase.Invert(norm, norm, w);
        TBase.Multiply(&r->C0, &a->C0, norm, w);
        TBase.Multiply(&r->C1, &a->C1, norm, w);
        TBase.Negate(&r->C1, &r->C1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a, QuadraticBlock<TBlock>* b, long* w)
    {
        TBase.Add(&r->C0, &a->C0, &b->C0, w);
        TBase.Add(&r->C1, &a->C1, &b->C1, w);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a, QuadraticBlock<TBlock>* b, long* w)
    {
        TBase.Subtract(&r->C0, &a->C0, &b->C0, w);
        TBase.Subtract(&r->C1, &a->C1, &b->C1, w);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddReduced(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a, QuadraticBlock<TBlock>* b, long* w)
    {
        TBase.AddReduced(&r->C0, &a->C0, &b->C0, w);
        TBase.AddReduced(&r->C1, &a->C1, &b->C1, w);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SubtractReduced(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a, QuadraticBlock<TBlock>* b, long* w)
    {
        TBase.SubtractReduced(&r->C0, &a->C0, &b->C0, w);
        TBase.SubtractReduced(&r->C1, &a->C1, &b->C1, w);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SubtractBothReduced(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a, QuadraticBlock<TBlock>* b, QuadraticBlock<TBlock>* c, long* w)
    {
        TBase.SubtractBothReduced(&r->C0, &a->C0, &b->C0, &c->C0, w);
        TBase.SubtractBothReduced(&r->C1, &a->C1, &b->C1, &c->C1, w);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SubtractTwiceReduced(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a, QuadraticBlock<TBlock>* b, QuadraticBlock<TBlock>* c, long* w)
    {
        TBase.SubtractTwiceReduced(&r->C0, &a->C0, &b->C0, &c->C0, w);
        TBase.SubtractTwiceReduced(&r->C1, &a->C1, &b->C1, &c->C1, w);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void TripleReduced(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a, long* w)
    {
        TBase.TripleReduced(&r->C0, &a->C0, w);
        TBase.TripleReduced(&r->C1, &a->C1, w);
    }

    /// <inheritdoc/>
    /// <remarks>12(1 + u)(a₀ + a₁u) = 12(a₀ − a₁) + 12(a₀ + a₁)·u.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyByThreeBReduced(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a, long* w)
    {
        var sum = TBase.Spare(w, 0);
        TBase.AddReduced(sum, &a->C0, &a->C1, w);
        TBase.SubtractReduced(&r->C0, &a->C0, &a->C1, w);
        TBase.MultiplyByThreeBReduced(&r->C0, &r->C0, w);
        TBase.MultiplyByThreeBReduced(&r->C1, sum, w);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyByNonResidue(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a, long* w)
    {
        var difference = TBase.Spare(w, 0);
        TBase.Subtract(difference, &a->C0, &a->C1, w);
        TBase.Add(&r->C1, &a->C0, &a->C1, w);
        r->C0 = *difference;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddNonResidueMultipleReduced(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a, QuadraticBlock<TBlock>* b, long* w)
    {
        TBlock* difference = TBase.Spare(w, 0), sum = TBase.Spare(w, 1);
        TBase.Subtract(difference, &b->C0, &b->C1, w);
        TBase.Add(sum, &b->C0, &b->C1, w);
        TBase.AddReduced(&r->C0, &a->C0, difference, w);
        TBase.AddReduced(&r->C1, &a->C1, sum, w);
    }

    /// <summary>r = a·f with f in <see cref="Fp"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyByBase(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a, TBlock* f, long* w)
    {
        TBase.Multiply(&r->C0, &a->C0, f, w);
        TBase.Multiply(&r->C1, &a->C1, f, w);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Negate(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a)
    {
        TBase.Negate(&r->C0, &a->C0);
        TBase.Negate(&r->C1, &a->C1);
    }

    /// <inheritdoc/>
    public static void SetOne(QuadraticBlock<TBlock>* r)
    {
        TBase.SetOne(&r->C0);
        Unsafe.InitBlock(&r->C1, 0, (uint)sizeof(TBlock));
    }

    /// <inheritdoc/>
    public static uint ZeroLanes(QuadraticBlock<TBlock>* a, long* w) =>
        TBase.ZeroLanes(&a->C0, w) & TBase.ZeroLanes(&a->C1, w);

    /// <inheritdoc/>
    public static void Blend(QuadraticBlock<TBlock>* r, QuadraticBlock<TBlock>* a, uint lanes)
    {
        TBase.Blend(&r->C0, &a->C0, lanes);
        TBase.Blend(&r->C1, &a->C1, lanes);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(QuadraticBlock<TBlock>* r, FpLine* lines, uint* selectors)
    {
        TBase.Gather(&r->C0, lines, selectors);
        TBase.Gather(&r->C1, lines + 1, selectors);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void GatherSigned(QuadraticBlock<TBlock>* r, FpLine* lines, uint* selectors)
    {
        TBase.GatherSigned(&r->C0, lines, selectors);
        TBase.GatherSigned(&r->C1, lines + 1, selectors);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scatter(FpLine* lines, uint* positions, QuadraticBlock<TBlock>* a)
    {
        TBase.Scatter(lines, positions, &a->C0);
        TBase.Scatter(lines + 1, positions, &a->C1);
    }
}
