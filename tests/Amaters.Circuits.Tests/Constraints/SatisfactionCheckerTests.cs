using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Tests.Constraints;

public sealed class SatisfactionCheckerTests
{
    [Fact]
    public void A_witness_that_keeps_every_equation_is_satisfied()
    {
        var (circuit, witness) = Cubic(x: 3, y: 35);
        Assert.True(SatisfactionChecker.Check(circuit, witness).IsSatisfied);
    }

    [Fact]
    public void A_failure_names_the_constraint_the_gadget_the_line_and_the_three_values()
    {
        var (circuit, witness) = Cubic(x: 3, y: 36);

        var report = SatisfactionChecker.Check(circuit, witness);

        Assert.False(report.IsSatisfied);
        var failure = Assert.Single(report.Failures);
        Assert.Equal(2, failure.Index);
        Assert.Equal("cubic/sum", failure.Source.GadgetPath);
        Assert.Equal("Constraints/SatisfactionCheckerTests.cs", failure.Source.File);
        Assert.InRange(failure.Source.Line, 50, 80);
        Assert.Equal((Fr.FromUInt64(35), Fr.One, Fr.FromUInt64(36)), (failure.A, failure.B, failure.C));
        Assert.Contains("cubic/sum at Constraints/SatisfactionCheckerTests.cs:", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_check_stops_at_the_failure_limit()
    {
        var (circuit, witness) = Cubic(x: 3, y: 35);
        var broken = witness.WithWire(wire: 2, Fr.FromUInt64(4));
        Assert.Equal(3, SatisfactionChecker.Check(circuit, broken).Failures.Count);
        Assert.Equal(2, SatisfactionChecker.Check(circuit, broken, failureLimit: 2).Failures.Count);
    }

    [Fact]
    public void A_witness_of_another_shape_is_refused()
    {
        var (circuit, witness) = Cubic(x: 3, y: 35);
        Assert.Throws<ArgumentException>(() => SatisfactionChecker.Check(circuit, new Witness([Fr.One], 0)));
        Assert.Throws<ArgumentException>(() => SatisfactionChecker.Check(circuit, new Witness([.. witness.Values], publicCount: 2)));
    }

    // x³ + x + 5 = y, with y public
    private static (R1cs Circuit, Witness Witness) Cubic(ulong x, ulong y)
    {
        var builder = ConstraintBuilder.ForConstraints();
        var output = builder.AllocatePublic(Fr.FromUInt64(y));
        using (builder.Gadget("cubic"))
        {
            var root = builder.Allocate(Fr.FromUInt64(x));
            var square = builder.Multiply(root, root);
            var cube = builder.Multiply(square, root);
            using (builder.Gadget("sum"))
                builder.Enforce(cube + root + Fr.FromUInt64(5), LinearCombination.One, output);
        }

        return (builder.BuildConstraints(), builder.BuildWitness());
    }
}
