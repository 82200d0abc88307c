using Amaters.Circuits.Fields;
using Amaters.Verifier.Curve;

namespace Amaters.Prover.Tests;

/// <summary>Random field elements and points, with the edges first.</summary>
internal static class Gens
{
    public static readonly Fr MinusOne = -Fr.One;

    public static Gen<Fr> UniformFr { get; } = Gen.Byte.Array[Fr.WideByteCount].Select(bytes => Fr.FromWideBytes(bytes));

    /// <summary>Zero, one, r − 1, small numbers, their negatives, and uniform elements.</summary>
    public static Gen<Fr> Scalar { get; } = Gen.Frequency(
        (1, Gen.Const(Fr.Zero)),
        (2, Gen.Const(Fr.One)),
        (1, Gen.Const(MinusOne)),
        (2, Gen.Int[-70_000, 70_000].Select(value => Fr.FromInt64(value))),
        (4, UniformFr));

    /// <summary>Infinity, the generator, its negative (so equal and opposite points meet), and random points.</summary>
    public static Gen<G1Affine> G1 { get; } = Gen.Frequency(
        (1, Gen.Const(G1Affine.Infinity)),
        (2, Gen.Const(G1Affine.Generator)),
        (2, Gen.Const(-G1Affine.Generator)),
        (4, Gen.UInt.Select(seed => Multiple<G1Jacobian, G1Affine>(G1Affine.Generator, Fr.FromUInt64(seed)).ToAffine())));

    public static Gen<G2Affine> G2 { get; } = Gen.Frequency(
        (1, Gen.Const(G2Affine.Infinity)),
        (2, Gen.Const(G2Affine.Generator)),
        (2, Gen.Const(-G2Affine.Generator)),
        (4, Gen.UInt.Select(seed => Multiple<G2Jacobian, G2Affine>(G2Affine.Generator, Fr.FromUInt64(seed)).ToAffine())));

    /// <summary>k·P by doubling and adding, one bit at a time: the twin of every multiplication under test.</summary>
    public static TPoint Multiple<TPoint, TAffine>(in TAffine point, in Fr scalar)
        where TPoint : struct, IGroupElement<TPoint, TAffine>
        where TAffine : struct
    {
        Span<ulong> limbs = stackalloc ulong[4];
        scalar.ToStandardLimbs(limbs);
        var result = TPoint.Infinity;
        for (int bit = 255; bit >= 0; bit--)
        {
            result = result.Double();
            if ((limbs[bit >> 6] >> (bit & 63) & 1) == 1)
                result += point;
        }

        return result;
    }

    /// <summary>Σ kᵢ·Pᵢ, term by term.</summary>
    public static TPoint SumOfMultiples<TPoint, TAffine>(IReadOnlyList<TAffine> points, IReadOnlyList<Fr> scalars)
        where TPoint : struct, IGroupElement<TPoint, TAffine>
        where TAffine : struct
    {
        var sum = TPoint.Infinity;
        for (int i = 0; i < points.Count; i++)
            sum += Multiple<TPoint, TAffine>(points[i], scalars[i]);
        return sum;
    }
}
