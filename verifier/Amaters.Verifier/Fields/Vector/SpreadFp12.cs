using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Curve;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>
/// Arithmetic on one element of <see cref="Fp12"/> spread over lanes: Σ fₖ·wᵏ with w⁶ = ξ = 1 + u has fₖ in lane k, 0 ≤ k &lt; 6. Lanes 6 and 7
/// hold nothing of meaning. This is how a single pairing uses a vector kernel.
/// </summary>
/// <remarks>Elements are reduced between operations. Results may replace operands. One thread at a time; AVX-512.</remarks>
internal sealed unsafe class SpreadFp12(QuadraticMultiplier products) : IDisposable
{
    /// <summary>Coefficients of an element.</summary>
    public const int Coefficients = 6;

    private readonly AlignedBuffer<QuadraticBlock<FpBlock>> _scratch = new(4);
    private readonly AlignedBuffer<QuadraticBlock<FpBlock>> _frobenius = FrobeniusFactors();

    /// <inheritdoc/>
    public void Dispose()
    {
        _scratch.Dispose();
        _frobenius.Dispose();
    }

    /// <summary>Spreads an element.</summary>
    public static void Load(QuadraticBlock<FpBlock>* r, in Fp12 value)
    {
        var zero = Fp2.Zero;
        SpreadElements.Load(r, [value.C0.C0, value.C1.C0, value.C0.C1, value.C1.C1, value.C0.C2, value.C1.C2, zero, zero]);
    }

    /// <summary>Collects an element.</summary>
    public static Fp12 Store(QuadraticBlock<FpBlock>* a)
    {
        var f = SpreadElements.Store(a);
        return new Fp12(new Fp6(f[0], f[2], f[4]), new Fp6(f[1], f[3], f[5]));
    }

    /// <summary>r = a·b: Σⱼ (a·wʲ)·bⱼ, six times eight products in Fp2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Multiply(QuadraticBlock<FpBlock>* r, QuadraticBlock<FpBlock>* a, QuadraticBlock<FpBlock>* b)
    {
        for (var j = 0; j < Coefficients; j++)
            AddProduct(a, j, b, j, isFirst: j == 0);
        products.StoreReduced(r);
    }

    /// <summary>r = a·(l₀ + l₂·w² + l₃·w³), the coefficients of the line from three lanes in a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MultiplyByLine(QuadraticBlock<FpBlock>* r, QuadraticBlock<FpBlock>* a, QuadraticBlock<FpBlock>* lines, int firstLane)
    {
        AddProduct(a, 0, lines, firstLane, isFirst: true);
        AddProduct(a, 2, lines, firstLane + 1, isFirst: false);
        AddProduct(a, 3, lines, firstLane + 2, isFirst: false);
        products.StoreReduced(r);
    }

    /// <summary>r = a·(l₀ + l₂·w² + w³), the two coefficients from neighbouring lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MultiplyByMonicLine(QuadraticBlock<FpBlock>* r, QuadraticBlock<FpBlock>* a, QuadraticBlock<FpBlock>* lines, int firstLane)
    {
        AddProduct(a, 0, lines, firstLane, isFirst: true);
        AddProduct(a, 2, lines, firstLane + 1, isFirst: false);
        var order = Shift(3);
        var wrapped = LaneOrder.Mask(0b000111);
        var sum = _scratch.Pointer;
        for (var i = 0; i < FpBlock.LimbCount; i++)
            (products.Limb(i) + TimesPowerOfW(QuadraticLimb.Load(a, i), order, wrapped)).Store(sum, i);
        QuadraticMultiplier.Reduce(sum);
        *r = *sum;
    }

    /// <summary>
    /// r = a². With a = c₀ + c₁·w over Fp6 and v = w²: P = c₀c₁ and S = (c₀ + c₁)(c₀ + v·c₁) give a² = (S − P − v·P) + 2P·w. The even lanes
    /// compute P, the odd ones S: three times eight products in Fp2.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Square(QuadraticBlock<FpBlock>* r, QuadraticBlock<FpBlock>* a)
    {
        QuadraticBlock<FpBlock>* left = _scratch.Pointer, right = left + 1, both = left + 2;
        Vector512<long> even = LaneOrder.Mask(0b010101), one = LaneOrder.Mask(0b000010);
        Vector512<long> c0 = LaneOrder.Of(0, 0, 2, 2, 4, 4), c1 = LaneOrder.Of(1, 1, 3, 3, 5, 5), previous = LaneOrder.Of(4, 5, 0, 1, 2, 3);
        for (var i = 0; i < FpBlock.LimbCount; i++)
        {
            var limb = QuadraticLimb.Load(a, i);
            QuadraticLimb x = limb.Permute(c0), y = limb.Permute(c1);
            // Left: c₀ | c₀ + c₁. Right: c₁ | c₀ + v·c₁ with v·(y₀, y₁, y₂) = (ξ·y₂, y₀, y₁).
            (x + y.Keep(~even)).Store(left, i);
            var vy = y.Permute(previous);
            vy = QuadraticLimb.Select(one, vy.TimesNonResidue(), vy);
            QuadraticLimb.Select(even, y, x + vy).Store(right, i);
        }

        // Products in Fp6 of even with even and odd with odd lanes: Σⱼ (left·vʲ)·rightⱼ.
        for (var j = 0; j < 3; j++)
        {
            Vector512<long> shift = Shift(2 * j), wrapped = LaneOrder.Mask((1u << (2 * j)) - 1), coefficient = LaneOrder.Of(2 * j, (2 * j) + 1, 2 * j, (2 * j) + 1, 2 * j, (2 * j) + 1);
            for (var i = 0; i < FpBlock.LimbCount; i++)
            {
                products.PutLeft(i, TimesPowerOfW(QuadraticLimb.Load(left, i), shift, wrapped));
                products.PutRight(i, QuadraticLimb.Load(right, i).Permute(coefficient));
            }

            MultiplyOrAdd(isFirst: j == 0);
        }

        products.StoreReduced(both);
        Vector512<long> pOrder = LaneOrder.Of(0, 0, 2, 2, 4, 4), sOrder = LaneOrder.Of(1, 1, 3, 3, 5, 5), zero = LaneOrder.Mask(0b000001);
        for (var i = 0; i < FpBlock.LimbCount; i++)
        {
            var limb = QuadraticLimb.Load(both, i);
            QuadraticLimb p = limb.Permute(pOrder), s = limb.Permute(sOrder), vp = p.Permute(previous);
            vp = QuadraticLimb.Select(zero, vp.TimesNonResidue(), vp);
            QuadraticLimb.Select(even, s - p - vp, p.Twice()).Store(r, i);
        }

        QuadraticMultiplier.Reduce(r);
    }

    /// <summary>
    /// r = a² in the cyclotomic subgroup (Granger, Scott, eprint 2009/565, §3.2): with sᵢ = (fᵢ + fᵢ₊₃·w³)² for i = 0, 1, 2, the result is
    /// 3·(s₀₀, ξ·s₂₁, s₁₀, s₀₁, s₂₀, s₁₁) − 2·ā. Once eight products in Fp2: fᵢ·fᵢ₊₃ and (fᵢ + fᵢ₊₃)(fᵢ + ξ·fᵢ₊₃).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void CyclotomicSquare(QuadraticBlock<FpBlock>* r, QuadraticBlock<FpBlock>* a)
    {
        Vector512<long> low = LaneOrder.Of(0, 1, 2, 0, 1, 2), high = LaneOrder.Of(3, 4, 5, 3, 4, 5), upper = LaneOrder.Mask(0b111000);
        for (var i = 0; i < FpBlock.LimbCount; i++)
        {
            var limb = QuadraticLimb.Load(a, i);
            QuadraticLimb x = limb.Permute(low), y = limb.Permute(high);
            products.PutLeft(i, x + y.Keep(upper));
            products.PutRight(i, QuadraticLimb.Select(upper, x + y.TimesNonResidue(), y));
        }

        products.Multiply();
        Vector512<long> product = LaneOrder.Of(0, 2, 1, 0, 2, 1), mixed = LaneOrder.Of(3, 3, 4, 4, 5, 5), even = LaneOrder.Mask(0b010101), one = LaneOrder.Mask(0b000010);
        for (var i = 0; i < FpBlock.LimbCount; i++)
        {
            var limb = products.Limb(i);
            // sᵢ₀ = mixed − product − ξ·product, sᵢ₁ = 2·product.
            QuadraticLimb p = limb.Permute(product), xp = p.TimesNonResidue(), twice = QuadraticLimb.Select(one, xp, p).Twice();
            var s = QuadraticLimb.Select(even, limb.Permute(mixed) - p - xp, twice);
            var two = QuadraticLimb.Load(a, i).Twice();
            var thrice = s.Twice() + s;
            QuadraticLimb.Select(even, thrice - two, thrice + two).Store(r, i);
        }

        QuadraticMultiplier.Reduce(r);
    }

    /// <summary>r = ā: the signs of the odd coefficients change. The inverse in the cyclotomic subgroup.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Conjugate(QuadraticBlock<FpBlock>* r, QuadraticBlock<FpBlock>* a)
    {
        var odd = LaneOrder.Mask(0b101010);
        for (var i = 0; i < FpBlock.LimbCount; i++)
        {
            var limb = QuadraticLimb.Load(a, i);
            // −x = (x xor −1) + 1
            new QuadraticLimb((limb.C0 ^ odd) - odd, (limb.C1 ^ odd) - odd).Store(r, i);
        }
    }

    /// <summary>r = a^(pᵗ) for t = 1, 2: fₖ ↦ f̄ₖ·γᵏ or fₖ·N(γᵏ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Frobenius(QuadraticBlock<FpBlock>* r, QuadraticBlock<FpBlock>* a, int t)
    {
        for (var i = 0; i < FpBlock.LimbCount; i++)
        {
            var limb = QuadraticLimb.Load(a, i);
            products.PutLeft(i, t == 1 ? new QuadraticLimb(limb.C0, -limb.C1) : limb);
            products.PutRight(i, QuadraticLimb.Load(_frobenius.Pointer + (t - 1), i));
        }

        products.Multiply();
        products.StoreReduced(r);
    }

    /// <summary>r = a^x in the cyclotomic subgroup, x the negative curve seed; r is not a.</summary>
    public void CyclotomicPowerOfSeed(QuadraticBlock<FpBlock>* r, QuadraticBlock<FpBlock>* a)
    {
        *r = *a;
        for (var bit = 62; bit >= 0; bit--)
        {
            CyclotomicSquare(r, r);
            if ((CurveSeed.Magnitude >> bit & 1) == 1)
                Multiply(r, r, a);
        }

        Conjugate(r, r);
    }

    // Adds (a·wʲ)·(the coefficient in one lane of b).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddProduct(QuadraticBlock<FpBlock>* a, int j, QuadraticBlock<FpBlock>* b, int lane, bool isFirst)
    {
        Vector512<long> shift = Shift(j), wrapped = LaneOrder.Mask((1u << j) - 1), coefficient = LaneOrder.All(lane);
        for (var i = 0; i < FpBlock.LimbCount; i++)
        {
            products.PutLeft(i, TimesPowerOfW(QuadraticLimb.Load(a, i), shift, wrapped));
            products.PutRight(i, QuadraticLimb.Load(b, i).Permute(coefficient));
        }

        MultiplyOrAdd(isFirst);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyOrAdd(bool isFirst)
    {
        if (isFirst)
            products.Multiply();
        else
            products.MultiplyAndAdd();
    }

    // The order of a product with wʲ: lane k comes from lane k − j (mod 6).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Shift(int j)
    {
        var order = LaneOrder.Of(0, 1, 2, 3, 4, 5) - Vector512.Create((long)j);
        return Vector512.ConditionalSelect(LaneOrder.Mask(0b111111), order + (Vector512.LessThan(order, Vector512<long>.Zero) & Vector512.Create((long)Coefficients)), LaneOrder.Of(0, 1, 2, 3, 4, 5));
    }

    // a·wʲ, where the coefficients that pass w⁶ take the factor ξ.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static QuadraticLimb TimesPowerOfW(QuadraticLimb a, Vector512<long> shift, Vector512<long> wrapped)
    {
        var moved = a.Permute(shift);
        return QuadraticLimb.Select(wrapped, moved.TimesNonResidue(), moved);
    }

    private static AlignedBuffer<QuadraticBlock<FpBlock>> FrobeniusFactors()
    {
        var blocks = new AlignedBuffer<QuadraticBlock<FpBlock>>(2);
        SpreadElements.Load(blocks.Pointer, [.. FrobeniusConstants.Gamma, Fp2.Zero, Fp2.Zero]);
        SpreadElements.Load(blocks.Pointer + 1, [.. FrobeniusConstants.GammaNorm.Select(norm => new Fp2(norm, Fp.Zero)), Fp2.Zero, Fp2.Zero]);
        return blocks;
    }
}
