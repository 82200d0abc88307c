using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Pairing.Vector;

/// <summary><see cref="LineWalk"/> with its coordinates in lanes: T = (X, Y, Z) in lanes 0 to 2. Each step writes the line l₀ + l₂·x_P·w² + l₃·y_P·w³, before x_P and
/// y_P, into lanes 0 to 2 of a block and leaves its other lanes alone.</summary>
/// <remarks>Formulas as in <see cref="LineWalk"/>, with T scaled by 4 at each doubling, which avoids halves. AVX-512.</remarks>
internal sealed unsafe class SpreadLineWalk(QuadraticMultiplier products) : IDisposable
{
    private readonly AlignedBuffer<QuadraticBlock<FpBlock>> _blocks = new(5);

    private QuadraticBlock<FpBlock>* T => _blocks.Pointer;

    private QuadraticBlock<FpBlock>* Q => _blocks.Pointer + 1;

    /// <inheritdoc/>
    public void Dispose() => _blocks.Dispose();

    /// <summary>T = Q, which must not be infinity.</summary>
    public void Start(in G2Affine q)
    {
        var zero = Fp2.Zero;
        SpreadElements.Load(T, [q.X, q.Y, Fp2.One, zero, zero, zero, zero, zero]);
        SpreadElements.Load(Q, [q.X, q.Y, zero, zero, zero, zero, zero, zero]);
        QuadraticMultiplier.Reduce(T);
        QuadraticMultiplier.Reduce(Q);
    }

    /// <summary>T ← 2T; the tangent at the old T, times −2YZ².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Double(QuadraticBlock<FpBlock>* line)
    {
        QuadraticBlock<FpBlock>* m = _blocks.Pointer + 2, e = m + 1;

        // XY, B = Y², C = Z², YZ, J = X²
        Vector512<long> leftOrder = LaneOrder.Of(0, 1, 2, 1, 0, 0), rightOrder = LaneOrder.Of(1, 1, 2, 2, 0, 0);
        for (var i = 0; i < FpBlock.LimbCount; i++)
        {
            var t = QuadraticLimb.Load(T, i);
            products.PutLeft(i, t.Permute(leftOrder));
            products.PutRight(i, t.Permute(rightOrder));
        }

        products.Multiply();
        products.StoreReduced(m);

        // E = 12(1 + u)·C in all lanes
        for (var i = 0; i < FpBlock.LimbCount; i++)
        {
            var four = QuadraticLimb.Load(m, i).Permute(LaneOrder.All(2)).TimesNonResidue().Twice().Twice();
            (four.Twice() + four).Store(e, i);
        }

        QuadraticMultiplier.Reduce(e);

        // X₃ = 2XY·(B − 3E), Y₃ = (B + 3E)² − 3E·4E, Z₃ = 2B·4YZ; the line is (E − B, 3J, −2YZ)
        Vector512<long> zero = LaneOrder.Mask(1), one = LaneOrder.Mask(2), two = LaneOrder.Mask(4);
        for (var i = 0; i < FpBlock.LimbCount; i++)
        {
            var limb = QuadraticLimb.Load(m, i);
            QuadraticLimb xy = limb.Permute(LaneOrder.All(0)), b = limb.Permute(LaneOrder.All(1)), yz2 = limb.Permute(LaneOrder.All(3)).Twice(), j = limb.Permute(LaneOrder.All(4));
            QuadraticLimb ei = QuadraticLimb.Load(e, i), f = ei.Twice() + ei;
            products.PutLeft(i, QuadraticLimb.Select(zero, xy.Twice(), QuadraticLimb.Select(one, b + f, QuadraticLimb.Select(two, f, b.Twice()))));
            products.PutRight(i, QuadraticLimb.Select(zero, b - f, QuadraticLimb.Select(one, b + f, QuadraticLimb.Select(two, ei.Twice().Twice(), yz2.Twice()))));
            var rest = QuadraticLimb.Load(line, i);
            QuadraticLimb.Select(zero, ei - b, QuadraticLimb.Select(one, j.Twice() + j, QuadraticLimb.Select(two, rest - rest - yz2, rest))).Store(line, i);
        }

        products.Multiply();
        StoreMoved();
    }

    /// <summary>T ← T + Q; the chord through the old T and Q, times X − x_Q·Z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(QuadraticBlock<FpBlock>* line)
    {
        QuadraticBlock<FpBlock>* k = _blocks.Pointer + 2, m = k + 1, n = k + 2;

        // θ = Y − y_Q·Z, λ = X − x_Q·Z
        var swapped = LaneOrder.Of(1, 0, 2, 3, 4, 5);
        for (var i = 0; i < FpBlock.LimbCount; i++)
        {
            products.PutLeft(i, QuadraticLimb.Load(T, i).Permute(LaneOrder.All(2)));
            products.PutRight(i, QuadraticLimb.Load(Q, i).Permute(swapped));
        }

        products.Multiply();
        for (var i = 0; i < FpBlock.LimbCount; i++)
            (QuadraticLimb.Load(T, i).Permute(swapped) - products.Limb(i)).Store(k, i);
        QuadraticMultiplier.Reduce(k);

        // C = θ², D = λ², θ·x_Q, λ·y_Q
        Vector512<long> repeated = LaneOrder.Of(0, 1, 0, 1, 4, 5), firstTwo = LaneOrder.Mask(0b11);
        for (var i = 0; i < FpBlock.LimbCount; i++)
        {
            var limb = QuadraticLimb.Load(k, i);
            products.PutLeft(i, limb.Permute(repeated));
            products.PutRight(i, QuadraticLimb.Select(firstTwo, limb, QuadraticLimb.Load(Q, i).Permute(repeated)));
        }

        products.Multiply();
        products.StoreReduced(m);

        // E = λ·D, F = Z·C, G = X·D; the line is (θ·x_Q − λ·y_Q, −θ, λ)
        Vector512<long> zero = LaneOrder.Mask(1), one = LaneOrder.Mask(2), two = LaneOrder.Mask(4);
        for (var i = 0; i < FpBlock.LimbCount; i++)
        {
            QuadraticLimb t = QuadraticLimb.Load(T, i), limb = QuadraticLimb.Load(m, i), slope = QuadraticLimb.Load(k, i);
            products.PutLeft(i, QuadraticLimb.Select(zero, slope.Permute(swapped), t.Permute(LaneOrder.Of(0, 2, 0, 0, 0, 0))));
            products.PutRight(i, limb.Permute(LaneOrder.Of(1, 0, 1, 1, 1, 1)));
            var rest = QuadraticLimb.Load(line, i);
            var constant = limb.Permute(LaneOrder.All(2)) - limb.Permute(LaneOrder.All(3));
            var theta = slope.Permute(LaneOrder.All(0));
            QuadraticLimb.Select(zero, constant, QuadraticLimb.Select(one, theta - theta.Twice(), QuadraticLimb.Select(two, slope.Permute(LaneOrder.All(1)), rest))).Store(line, i);
        }

        products.Multiply();
        products.StoreReduced(n);

        // H = E + F − 2G; X₃ = λ·H, Y₃ = θ·(G − H) − E·Y, Z₃ = E·Z
        for (var i = 0; i < FpBlock.LimbCount; i++)
        {
            QuadraticLimb t = QuadraticLimb.Load(T, i), limb = QuadraticLimb.Load(n, i), slope = QuadraticLimb.Load(k, i).Permute(swapped);
            QuadraticLimb e = limb.Permute(LaneOrder.All(0)), g = limb.Permute(LaneOrder.All(2)), h = e + limb.Permute(LaneOrder.All(1)) - g.Twice();
            products.PutLeft(i, QuadraticLimb.Select(firstTwo, slope, e));
            products.PutRight(i, QuadraticLimb.Select(zero, h, QuadraticLimb.Select(one, g - h, t.Permute(LaneOrder.Of(0, 0, 1, 2, 2, 2)))));
        }

        products.Multiply();
        StoreMoved();
    }

    // T = (p₀, p₁ − p₂, p₃) of the last products.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StoreMoved()
    {
        var one = LaneOrder.Mask(2);
        for (var i = 0; i < FpBlock.LimbCount; i++)
        {
            var limb = products.Limb(i);
            (limb.Permute(LaneOrder.Of(0, 1, 3, 3, 3, 3)) - limb.Permute(LaneOrder.All(2)).Keep(one)).Store(T, i);
        }

        QuadraticMultiplier.Reduce(T);
    }
}
