using System.Buffers;
using Amaters.Circuits.Fields;

namespace Amaters.Prover.Msm;

/// <summary>Adds many independent pairs of affine points with one field inversion for all: 5 multiplications and 1 squaring a pair.</summary>
/// <remarks>
/// Chord and tangent of y² = x³ + b: λ = (y₂ − y₁)/(x₂ − x₁), or 3x²/(2y) for equal points; x₃ = λ² − x₁ − x₂, y₃ = λ(x₁ − x₃) − y₁.
/// The denominators are inverted together (Montgomery's trick: running products forward, one inversion, quotients backward). Pairs that need no
/// denominator (one point at infinity, or opposite points) are settled in the forward pass.
/// </remarks>
internal sealed class BatchAdder<TField> : IDisposable
    where TField : struct, IFieldElement<TField>
{
    /// <summary>Pairs that share an inversion: enough to make its share small, few enough for the second-level cache.</summary>
    public const int Capacity = 1024;

    private readonly Pair[] _pairs = ArrayPool<Pair>.Shared.Rent(Capacity);
    private int _count;

    private TField _product = TField.One;

    /// <summary>Notes that destination[<paramref name="target"/>] shall become p + q; done at the latest by <see cref="Flush"/>.</summary>
    public void Add(in AffinePoint<TField> p, in AffinePoint<TField> q, AffinePoint<TField>[] destination, int target)
    {
        var isTangent = false;
        var denominator = q.X - p.X;
        if (p.IsInfinity)
        {
            destination[target] = q;
            return;
        }

        if (q.IsInfinity)
        {
            destination[target] = p;
            return;
        }

        if (denominator.IsZero)
        {
            if (!p.Y.Equals(q.Y))
            {
                destination[target] = default;
                return;
            }

            isTangent = true;
            denominator = p.Y.Double();
        }

        ref var pair = ref _pairs[_count++];
        pair.P = p;
        pair.Q = q;
        pair.Denominator = denominator;
        pair.ProductBefore = _product;
        pair.Target = target;
        pair.IsTangent = isTangent;
        _product *= denominator;
        if (_count == Capacity)
            Flush(destination);
    }

    /// <summary>Computes the sums still waiting.</summary>
    public void Flush(AffinePoint<TField>[] destination)
    {
        if (_count == 0)
            return;
        // Invariant: inverse = 1/(d₀ ⋯ dᵢ).
        var inverse = _product.Inverse();
        for (int i = _count - 1; i >= 0; i--)
        {
            ref var pair = ref _pairs[i];
            var reciprocal = inverse * pair.ProductBefore;
            inverse *= pair.Denominator;
            destination[pair.Target] = pair.Sum(reciprocal);
        }

        _count = 0;
        _product = TField.One;
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<Pair>.Shared.Return(_pairs);

    private struct Pair
    {
        public AffinePoint<TField> P;
        public AffinePoint<TField> Q;
        public TField Denominator;
        public TField ProductBefore;
        public int Target;
        public bool IsTangent;

        public readonly AffinePoint<TField> Sum(in TField reciprocal)
        {
            TField numerator;
            if (IsTangent)
            {
                var square = P.X.Square();
                numerator = square.Double() + square;
            }
            else
            {
                numerator = Q.Y - P.Y;
            }

            var slope = numerator * reciprocal;
            var x = slope.Square() - P.X - Q.X;
            return new AffinePoint<TField>(x, (slope * (P.X - x)) - P.Y);
        }
    }
}
