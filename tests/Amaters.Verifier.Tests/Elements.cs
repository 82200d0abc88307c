using Amaters.Circuits.Fields;
using Amaters.Testing;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Tests.Curve;

namespace Amaters.Verifier.Tests;

/// <summary>Generators of random field elements and points.</summary>
internal static class Elements
{
    public static Gen<Fp> Fp { get; } = FieldLaws.Integers(Amaters.Verifier.Fields.Fp.Modulus).Select(Amaters.Verifier.Fields.Fp.FromBigInteger);

    public static IReadOnlyList<Fp> FpEdges { get; } = [.. FieldLaws.IntegerEdges(Amaters.Verifier.Fields.Fp.Modulus).Select(Amaters.Verifier.Fields.Fp.FromBigInteger)];

    /// <summary>Some of the edges, for laws that are checked on every triple.</summary>
    public static IReadOnlyList<Fp> FewFpEdges { get; } = [.. FpEdges.Where((_, i) => i % 3 == 0)];

    public static Gen<Fp2> Fp2 { get; } = Gen.Select(Fp, Fp, (c0, c1) => new Fp2(c0, c1));

    public static IReadOnlyList<Fp2> Fp2Edges { get; } =
        [.. from c0 in (Fp[])[default, Amaters.Verifier.Fields.Fp.One, -Amaters.Verifier.Fields.Fp.One] from c1 in (Fp[])[default, Amaters.Verifier.Fields.Fp.One, -Amaters.Verifier.Fields.Fp.One] select new Fp2(c0, c1)];

    public static Gen<Fp6> Fp6 { get; } = Fp2.Array[3].Select(c => new Fp6(c[0], c[1], c[2]));

    public static Gen<Fp12> Fp12 { get; } = Gen.Select(Fp6, Fp6, (c0, c1) => new Fp12(c0, c1));

    public static Gen<Fr> Fr { get; } = FieldLaws.Integers(Amaters.Circuits.Fields.Fr.Modulus).Select(Amaters.Circuits.Fields.Fr.FromBigInteger);

    public static Gen<G1Jacobian> G1 { get; } = Fr.Select(scalar => G1Jacobian.FromAffine(G1Affine.Generator) * scalar);

    public static Gen<G2Jacobian> G2 { get; } = Fr.Select(scalar => G2Jacobian.FromAffine(G2Affine.Generator) * scalar);

    /// <summary>Points of the curve of G1, one in two outside the subgroup.</summary>
    public static Gen<G1Affine> G1OnCurve { get; } = Gen.OneOf(G1.Select(point => point.ToAffine()), Fp.Select(SmallOrderPoints.OnG1Curve));

    /// <summary>Points of the curve of G2, one in two outside the subgroup.</summary>
    public static Gen<G2Affine> G2OnCurve { get; } = Gen.OneOf(G2.Select(point => point.ToAffine()), Fp2.Select(SmallOrderPoints.OnG2Curve));
}
