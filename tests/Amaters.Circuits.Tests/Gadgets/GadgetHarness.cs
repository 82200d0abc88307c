using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Tests.Gadgets;

/// <summary>A gadget under test: takes input wires, returns what its native twin returns.</summary>
internal delegate LinearCombination[] GadgetUnderTest(ConstraintBuilder builder, LinearCombination[] inputs);

/// <summary>One call says everything that must hold for a gadget on one input.</summary>
internal static class GadgetHarness
{
    /// <summary>
    /// The gadget accepts the inputs and gives what its twin gives, by compiling and by making a witness; another
    /// result fails; and each wire that the gadget allocates fails when changed alone, unless it is listed as free.
    /// </summary>
    public static void AssertHolds(GadgetUnderTest gadget, Fr[] inputs, params Fr[] twin)
    {
        var compiled = Run(ConstraintBuilder.ForConstraints(), gadget, inputs, twin);
        var circuit = compiled.BuildConstraints();
        var witness = Run(ConstraintBuilder.ForWitness(), gadget, inputs, twin).BuildWitness();

        Assert.Equal(compiled.BuildWitness().Values, witness.Values);
        var report = SatisfactionChecker.Check(circuit, witness);
        Assert.True(report.IsSatisfied, report.ToString());

        var sweep = new WireSweep(circuit, witness);
        for (int output = 1; output <= twin.Length; output++)
            Assert.False(sweep.Accepts(output, witness.Values[output] + Fr.One), $"Output {output - 1} may have another value.");
        sweep.AssertFreeWiresAre(compiled.FreeWires, firstWire: 1 + twin.Length + inputs.Length);
    }

    /// <summary>The gadget's constraints refuse the inputs, whatever an honest prover puts on the other wires.</summary>
    public static void AssertFails(GadgetUnderTest gadget, params Fr[] inputs) => AssertFailsWithLies(gadget, inputs, new Dictionary<int, Fr>());

    /// <summary>The constraints refuse a prover who puts the given values on some of the gadget's own wires (counted from its first) and goes on from there.</summary>
    public static void AssertFailsWithLies(GadgetUnderTest gadget, Fr[] inputs, IReadOnlyDictionary<int, Fr> lies)
    {
        var circuit = Run(ConstraintBuilder.ForConstraints(), gadget, inputs, []).BuildConstraints();
        var liar = ConstraintBuilder.ForLyingWitness(lies.ToDictionary(lie => lie.Key + inputs.Length + 1, lie => lie.Value));
        Assert.False(SatisfactionChecker.Check(circuit, Run(liar, gadget, inputs, []).BuildWitness()).IsSatisfied);
    }

    /// <summary>The gadget's constraints alone, over wire 0 and the inputs.</summary>
    public static R1cs Compile(GadgetUnderTest gadget, int inputCount) => Run(ConstraintBuilder.ForConstraints(), gadget, new Fr[inputCount], []).BuildConstraints();

    private static ConstraintBuilder Run(ConstraintBuilder builder, GadgetUnderTest gadget, Fr[] inputs, Fr[] twin)
    {
        var expected = Array.ConvertAll(twin, value => builder.AllocatePublic(value));
        var outputs = gadget(builder, Array.ConvertAll(inputs, value => (LinearCombination)builder.Allocate(value)));
        for (int i = 0; i < expected.Length; i++)
            builder.EnforceEqual(outputs[i], expected[i]);
        return builder;
    }
}
