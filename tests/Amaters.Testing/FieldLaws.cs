using System.Numerics;
using Amaters.Circuits.Fields;
using CsCheck;

namespace Amaters.Testing;

/// <summary>The laws of a field, stated once and checked for each implementation. A broken law throws and names itself.</summary>
public static class FieldLaws
{
    /// <summary>Checks the axioms on all triples of edge values and on random triples.</summary>
    /// <param name="elements">Random elements of the field.</param>
    /// <param name="edges">Elements at the limits of the representation; their cube is enumerated, so about ten.</param>
    /// <param name="iterations">Number of random triples.</param>
    public static void Hold<T>(Gen<T> elements, IReadOnlyList<T> edges, int iterations = 1000)
        where T : struct, IFieldElement<T>
    {
        ArgumentNullException.ThrowIfNull(edges);
        foreach (var x in edges)
        {
            foreach (var y in edges)
            {
                foreach (var z in edges)
                    CheckTriple(x, y, z);
            }
        }

        Gen.Select(elements, elements, elements).Sample((x, y, z) => CheckTriple(x, y, z), iter: iterations);
    }

    /// <summary>Checks every operation of a prime field against integers modulo p, on edge pairs and random pairs.</summary>
    /// <param name="modulus">p.</param>
    /// <param name="fromInteger">The element of an integer in [0, p).</param>
    /// <param name="toInteger">The integer in [0, p) of an element.</param>
    /// <param name="iterations">Number of random pairs.</param>
    public static void MatchIntegers<T>(BigInteger modulus, Func<BigInteger, T> fromInteger, Func<T, BigInteger> toInteger, int iterations = 1000)
        where T : struct, IFieldElement<T>
    {
        ArgumentNullException.ThrowIfNull(fromInteger);
        ArgumentNullException.ThrowIfNull(toInteger);
        var edges = IntegerEdges(modulus);
        foreach (var x in edges)
        {
            foreach (var y in edges)
                Check(x, y);
        }

        var integers = Integers(modulus);
        Gen.Select(integers, integers).Sample((x, y) => Check(x, y), iter: iterations);

        void Check(BigInteger x, BigInteger y)
        {
            T a = fromInteger(x), b = fromInteger(y);
            Equal(x, toInteger(a), "round trip");
            Equal((x + y) % modulus, toInteger(a + b), "x + y");
            Equal((x - y + modulus) % modulus, toInteger(a - b), "x − y");
            Equal((modulus - x) % modulus, toInteger(-a), "−x");
            Equal(x * y % modulus, toInteger(a * b), "x·y");
            Equal(x * x % modulus, toInteger(a.Square()), "x²");
            Equal(2 * x % modulus, toInteger(a.Double()), "2x");
            Equal(BigInteger.ModPow(x, modulus - 2, modulus), toInteger(a.Inverse()), "x⁻¹");
            Require((x == y) == (a == b), "x = y");

            void Equal(BigInteger expected, BigInteger actual, string operation) =>
                Require(expected == actual, $"{operation} for x = {x}, y = {y}: expected {expected}, found {actual}");
        }
    }

    /// <summary>0, 1, 2, p − 1, p − 2, the middle, and the values around each limb boundary below p.</summary>
    public static IReadOnlyList<BigInteger> IntegerEdges(BigInteger modulus)
    {
        var edges = new SortedSet<BigInteger> { 0, 1, 2, modulus - 1, modulus - 2, modulus / 2, (modulus / 2) + 1 };
        for (int bit = 64; BigInteger.One << bit < modulus; bit += 64)
            edges.UnionWith([(BigInteger.One << bit) - 1, BigInteger.One << bit, modulus - (BigInteger.One << bit)]);
        return [.. edges];
    }

    /// <summary>Random integers in [0, p), half of them with whole limbs of zeros or ones.</summary>
    public static Gen<BigInteger> Integers(BigInteger modulus)
    {
        int byteCount = modulus.GetByteCount(isUnsigned: true);
        int limbCount = (byteCount + 7) / 8;
        var limbs = Gen.Frequency((3, Gen.ULong), (1, Gen.Const(0UL)), (1, Gen.Const(ulong.MaxValue)));
        return limbs.Array[limbCount].Select(values =>
            values.Aggregate(BigInteger.Zero, (sum, limb) => (sum << 64) + limb) % modulus);
    }

    private static void CheckTriple<T>(T x, T y, T z)
        where T : struct, IFieldElement<T>
    {
        Require(x + y == y + x, "x + y = y + x");
        Require((x + y) + z == x + (y + z), "(x + y) + z = x + (y + z)");
        Require(x * y == y * x, "x·y = y·x");
        Require((x * y) * z == x * (y * z), "(x·y)·z = x·(y·z)");
        Require(x * (y + z) == (x * y) + (x * z), "x·(y + z) = x·y + x·z");
        Require(x + T.Zero == x, "x + 0 = x");
        Require(x * T.One == x, "x·1 = x");
        Require(x * T.Zero == T.Zero, "x·0 = 0");
        Require(x - x == T.Zero && x + -x == T.Zero, "x − x = 0");
        Require(x - y == x + -y, "x − y = x + (−y)");
        Require(x.Double() == x + x, "2x = x + x");
        Require(x.Square() == x * x, "x² = x·x");
        Require(x.IsZero == (x == default), "default is the only zero");
        Require(x.IsZero ? x.Inverse().IsZero : x * x.Inverse() == T.One, "x·x⁻¹ = 1, and 0⁻¹ = 0");
        Require((x == y) == x.Equals(y) && (x == y) != (x != y), "operators and Equals agree");
        Require(x != y || x.GetHashCode() == y.GetHashCode(), "equal elements have equal hash codes");

        void Require(bool holds, string law) => FieldLaws.Require(holds, $"{law} for x = {x}, y = {y}, z = {z}");
    }

    private static void Require(bool holds, string law)
    {
        if (!holds)
            throw new InvalidOperationException($"Broken law: {law}");
    }
}
