using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Tests.Constraints;

public sealed class ConstraintBuilderTests
{
    private static readonly Fr Two = Fr.FromUInt64(2);

    [Fact]
    public void Both_kinds_of_builder_allocate_the_same_wires()
    {
        var compiled = Run(ConstraintBuilder.ForConstraints());
        var witnessed = Run(ConstraintBuilder.ForWitness());

        Assert.Equal(compiled.BuildWitness().Values, witnessed.BuildWitness().Values);
        Assert.True(SatisfactionChecker.Check(compiled.BuildConstraints(), witnessed.BuildWitness()).IsSatisfied);

        static ConstraintBuilder Run(ConstraintBuilder builder)
        {
            var x = builder.AllocatePublic(Fr.FromUInt64(7));
            var y = builder.Multiply(x - Fr.One, Two * x + Fr.FromUInt64(3));
            builder.EnforceEqual(y, Fr.FromUInt64(6 * 17));
            return builder;
        }
    }

    [Fact]
    public void A_combination_without_terms_is_refused_while_compiling()
    {
        var builder = ConstraintBuilder.ForConstraints();
        var foreign = ConstraintBuilder.ForWitness().Allocate(Fr.One);

        Assert.Throws<InvalidOperationException>(() => builder.Enforce(foreign, LinearCombination.One, LinearCombination.One));
        Assert.Throws<InvalidOperationException>(() => builder.Enforce(default, LinearCombination.One, LinearCombination.One));
        Assert.Throws<InvalidOperationException>(() => builder.EnforceEqual(builder.Allocate(Fr.One) + foreign, Two));
    }

    [Fact]
    public void A_public_input_after_a_private_wire_is_refused()
    {
        var builder = ConstraintBuilder.ForWitness();
        builder.Allocate(Fr.One);
        Assert.Throws<InvalidOperationException>(() => builder.AllocatePublic(Fr.One));
    }

    [Fact]
    public void A_witness_builder_has_no_circuit() =>
        Assert.Throws<InvalidOperationException>(() => ConstraintBuilder.ForWitness().BuildConstraints());

    [Fact]
    public void Rows_are_sorted_by_wire_and_hold_no_zeros()
    {
        var builder = ConstraintBuilder.ForConstraints();
        var x = builder.Allocate(Fr.FromUInt64(3));
        var y = builder.Allocate(Fr.FromUInt64(4));
        builder.Enforce((y + x) - y + Two, y - y, Fr.Zero * x);

        var circuit = builder.BuildConstraints();

        Assert.Equal([0, x.Wire], circuit.A.Wires);
        Assert.Equal([Two, Fr.One], circuit.A.Coefficients);
        Assert.Equal(0, circuit.B.NonzeroCount + circuit.C.NonzeroCount);
    }

    [Fact]
    public void The_digest_names_the_circuit_and_nothing_else()
    {
        Assert.Equal(Product(3, 1).Digest, Product(5, 1).Digest);
        Assert.NotEqual(Product(3, 1).Digest, Product(3, 2).Digest);
        Assert.Equal(Product(3, 1).Digest, new CircuitDigest(Product(3, 1).Digest.ToBytes()));

        static R1cs Product(ulong value, ulong coefficient)
        {
            var builder = ConstraintBuilder.ForConstraints();
            var x = builder.AllocatePublic(Fr.FromUInt64(value));
            builder.Multiply(Fr.FromUInt64(coefficient) * x, x);
            return builder.BuildConstraints();
        }
    }
}
