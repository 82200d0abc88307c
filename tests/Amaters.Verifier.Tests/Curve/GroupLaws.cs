using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Curve;

namespace Amaters.Verifier.Tests.Curve;

/// <summary>The laws of a group of prime order r, stated once for G1 and G2.</summary>
internal static class GroupLaws
{
    public static void Hold<TJacobian, TAffine>(Gen<TJacobian> points)
        where TJacobian : struct, IGroupElement<TJacobian, TAffine>, IEquatable<TJacobian>
        where TAffine : struct, IEquatable<TAffine>
    {
        // Infinity, equal and opposite points take their own branches of the law.
        var withEdges = Gen.Frequency((4, points), (1, Gen.Const(TJacobian.Infinity)));
        Gen.Select(withEdges, withEdges, withEdges).Sample(
            (p, q, s) =>
            {
                Assert.Equal(p + q, q + p);
                Assert.Equal((p + q) + s, p + (q + s));
                Assert.Equal(p, p + TJacobian.Infinity);
                Assert.True((p + -p).IsInfinity);
                Assert.Equal(p.Double(), p + p);
                Assert.Equal(p.Double() + p, p + (p + p));
                Assert.Equal(p + q, p + q.ToAffine());
                Assert.Equal(p.Double(), p + p.ToAffine());
                Assert.True((p - p.ToAffine()).IsInfinity);
                Assert.Equal(p + -q, p - q.ToAffine());
                Assert.Equal(p, TJacobian.FromAffine(p.ToAffine()));

                var affine = new TAffine[4];
                TJacobian.ToAffine([p, TJacobian.Infinity, q, p + s], affine);
                Assert.Equal([p.ToAffine(), default, q.ToAffine(), (p + s).ToAffine()], affine);
            },
            iter: 30);
    }

    public static void MultiplicationIsRepeatedAddition<TJacobian, TAffine>(Gen<TJacobian> points)
        where TJacobian : struct, IGroupElement<TJacobian, TAffine>, IEquatable<TJacobian>
        where TAffine : struct
    {
        BigInteger[] edges = [0, 1, 2, 15, 16, 17, Fr.Modulus - 1, Fr.Modulus - 2, (BigInteger.One << 128) - 1, BigInteger.One << 128];
        var scalars = Gen.OneOf(Elements.Fr, Gen.Int[0, edges.Length - 1].Select(i => Fr.FromBigInteger(edges[i])));
        Gen.Select(points, scalars).Sample(
            (p, k) => Assert.Equal(DoubleAndAdd<TJacobian, TAffine>(p, k.ToBigInteger()), ScalarMultiplication.Multiply<TJacobian, TAffine>(p, k)),
            iter: 40);
    }

    public static void SumsAgreeWithTermByTerm<TJacobian, TAffine>(Gen<TJacobian> points, int[] counts)
        where TJacobian : struct, IGroupElement<TJacobian, TAffine>, IEquatable<TJacobian>
        where TAffine : struct
    {
        foreach (var count in counts)
        {
            Gen.Select(points.Array[count], Elements.Fr.Array[count]).Sample(
                (terms, scalars) =>
                {
                    // Equal neighbours make buckets double, opposite ones make them empty again.
                    for (var i = 3; i < count; i += 4)
                        terms[i] = i % 8 == 3 ? terms[i - 1] : -terms[i - 1];
                    for (var i = 3; i < count; i += 4)
                        scalars[i] = scalars[i - 1];
                    var affine = terms.Select(p => p.ToAffine()).ToArray();
                    var expected = TJacobian.Infinity;
                    for (var i = 0; i < count; i++)
                        expected += DoubleAndAdd<TJacobian, TAffine>(terms[i], scalars[i].ToBigInteger());
                    Assert.Equal(expected, ScalarMultiplication.Sum<TJacobian, TAffine>(affine, scalars));
                },
                iter: 1);
        }
    }

    /// <summary>The simple twin of scalar multiplication; takes any non-negative integer, also r itself.</summary>
    public static TJacobian DoubleAndAdd<TJacobian, TAffine>(TJacobian point, BigInteger scalar)
        where TJacobian : struct, IGroupElement<TJacobian, TAffine>
        where TAffine : struct
    {
        var result = TJacobian.Infinity;
        for (var bit = (int)scalar.GetBitLength() - 1; bit >= 0; bit--)
        {
            result = result.Double();
            if (!(scalar >> bit).IsEven)
                result += point;
        }

        return result;
    }
}
