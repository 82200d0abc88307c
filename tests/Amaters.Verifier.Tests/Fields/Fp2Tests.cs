using System.Numerics;
using Amaters.Testing;
using Amaters.Verifier.Fields;

namespace Amaters.Verifier.Tests.Fields;

public sealed class Fp2Tests
{
    [Fact]
    public void The_field_laws_hold() => FieldLaws.Hold(Elements.Fp2, Elements.Fp2Edges, 200);

    [Fact]
    public void A_product_is_the_schoolbook_product_with_u_squared_minus_one() => Gen.Select(Elements.Fp2, Elements.Fp2).Sample((a, b) =>
    {
        var expected = new Fp2((a.C0 * b.C0) - (a.C1 * b.C1), (a.C0 * b.C1) + (a.C1 * b.C0));
        Assert.Equal(expected, a * b);
        Assert.Equal(expected.Double() * b, Fp2.AddUnreduced(a, a) * b * b);
        Assert.Equal(a * new Fp2(Fp.One, Fp.One), a.MultiplyByNonResidue());
        Assert.Equal(a * new Fp2(b.C0, Fp.Zero), a * b.C0);
    });

    [Fact]
    public void The_conjugate_is_the_p_th_power_and_gives_the_norm() => Elements.Fp2.Sample(
        a =>
        {
            Assert.Equal(a.Pow(Limbs(Fp.Modulus)), a.Conjugate());
            Assert.Equal(new Fp2(a.Norm(), Fp.Zero), a * a.Conjugate());
        },
        iter: 20);

    [Fact]
    public void A_square_has_a_root_and_its_multiple_by_the_non_residue_none() => Elements.Fp2.Sample(
        a =>
        {
            Assert.True(a.Square().TrySquareRoot(out var root));
            Assert.True(root == a || root == -a);
            Assert.Equal(a.IsZero, a.Square().MultiplyByNonResidue().TrySquareRoot(out _));
        },
        iter: 50);

    [Fact]
    public void Every_element_of_the_base_field_has_a_root() => Elements.Fp.Sample(
        a =>
        {
            Assert.True(new Fp2(a, Fp.Zero).TrySquareRoot(out var root));
            Assert.Equal(new Fp2(a, Fp.Zero), root.Square());
        },
        iter: 50);

    private static ulong[] Limbs(BigInteger value) => [.. Enumerable.Range(0, 6).Select(i => (ulong)(value >> (64 * i) & ulong.MaxValue))];
}
