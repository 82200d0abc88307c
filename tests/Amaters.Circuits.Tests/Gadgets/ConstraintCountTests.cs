using System.Globalization;
using System.Text;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Gadgets;
using Amaters.Circuits.Jubjub;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;
using Amaters.Testing;

namespace Amaters.Circuits.Tests.Gadgets;

/// <summary>What every gadget costs, kept in a golden file: a change of it is a change of every key and needs a reason.</summary>
public sealed class ConstraintCountTests
{
    private const string GoldenFile = "tests/Amaters.Circuits.Tests/golden/constraint-counts.csv";

    private static readonly (string Identifier, string Name, int Inputs, GadgetUnderTest Gadget)[] Gadgets =
    [
        ("BIT-1", "bit", 0, (builder, _) => [Bit.Allocate(builder, true)]),
        ("BIT-2", "and", 2, (builder, inputs) => [Bit.And(builder, Elements.Bit(inputs[0]), Elements.Bit(inputs[1]))]),
        ("SELECT-1", "select", 3, (builder, inputs) => [SelectGadget.Select(builder, Elements.Bit(inputs[0]), inputs[1], inputs[2])]),
        ("ZERO-1", "is zero", 1, (builder, inputs) => [EqualityGadget.IsZero(builder, inputs[0])]),
        ("ZERO-2", "are equal", 2, (builder, inputs) => [EqualityGadget.AreEqual(builder, inputs[0], inputs[1])]),
        ("BITS-1", "64 bits", 1, (builder, inputs) => Nothing(BitDecomposition.Decompose(builder, inputs[0], 64))),
        ("BITS-2", "canonical bits", 1, (builder, inputs) => Nothing(BitDecomposition.Canonical(builder, inputs[0]))),
        ("BITS-3", "252 bits below l", 252, (builder, inputs) => AtMost(builder, inputs)),
        ("HASH-1", "poseidon2 t=2", 2, (builder, inputs) => Poseidon2Gadget.Permute(builder, inputs)),
        ("HASH-1", "poseidon2 t=3", 3, (builder, inputs) => Poseidon2Gadget.Permute(builder, inputs)),
        ("HASH-1", "poseidon2 t=4", 4, (builder, inputs) => Poseidon2Gadget.Permute(builder, inputs)),
        ("HASH-1", "poseidon2 t=8", 8, (builder, inputs) => Poseidon2Gadget.Permute(builder, inputs)),
        ("HASH-2", "h8", 8, (builder, inputs) => [Poseidon2Gadget.H8(builder, inputs)]),
        ("EDWARDS-1", "on curve", 2, (builder, inputs) => Nothing(EdwardsGadget.EnforceOnCurve(builder, inputs[0], inputs[1]))),
        ("EDWARDS-2", "edwards add", 4, (builder, inputs) => Nothing(EdwardsGadget.Add(builder, Point(inputs), Point(inputs[2..])))),
        ("EDWARDS-3", "edwards double", 2, (builder, inputs) => Nothing(EdwardsGadget.Double(builder, Point(inputs)))),
        ("EDWARDS-4", "fixed base of 252 bits", 252, (builder, inputs) => Nothing(FixedBaseGadget.Multiply(builder, Array.ConvertAll(inputs, Elements.Bit)))),
        ("EDWARDS-5", "variable base of 128 bits", 130, (builder, inputs) => Nothing(VariableBaseGadget.Multiply(builder, Array.ConvertAll(inputs[2..], Elements.Bit), Point(inputs)))),
        ("SIG-3", "schnorr", 4, Schnorr),
        ("CHILD-1", "child", 12, (builder, inputs) => Child(builder, inputs)),
        ("CHILD-2", "add to child", 12, (builder, inputs) => ChildGadget.AddToChild(builder, inputs.AsSpan(3, 8), Array.ConvertAll(inputs[..3], Elements.Bit), inputs[11])),
        ("MERKLE-1", "replace leaf of one level", 5, ReplaceLeaf),
        ("RECORD-1", "optional record", 0, (builder, _) => Nothing(RecordVariables.AllocateOptional(builder, null))),
    ];

    private static readonly CircuitShape[] Shapes = [new(1, 2), new(2, 2), new(2, 4), CircuitShape.Production];

    [Fact]
    [Trait("Golden", "true")]
    public void The_cost_of_every_gadget_and_circuit_is_known()
    {
        var table = new StringBuilder("identifier,gadget,constraints,wires,entries of A,entries of B,entries of C\n");
        foreach (var (identifier, name, inputs, gadget) in Gadgets)
            AddRow(table, identifier, name, GadgetHarness.Compile(gadget, inputs), inputs + 1);
        foreach (var shape in Shapes)
            AddRow(table, "BATCH-1", $"batch {shape}", BatchCircuit.Compile(shape), 0);
        Golden.Verify(GoldenFile, table.ToString());
    }

    [Fact]
    [Trait("Golden", "true")]
    public void The_digest_of_every_circuit_is_known()
    {
        var table = new StringBuilder("circuit,digest\n");
        foreach (var shape in Shapes)
            table.Append(CultureInfo.InvariantCulture, $"{shape},{BatchCircuit.Compile(shape).Digest}\n");
        Golden.Verify("tests/Amaters.Circuits.Tests/golden/circuit-digests.csv", table.ToString());
    }

    [Fact]
    public void A_level_of_the_tree_costs_740_constraints_and_a_command_the_rest() => Assert.Equal(
        BatchCircuit.Compile(new CircuitShape(1, 2)).ConstraintCount + 740, BatchCircuit.Compile(new CircuitShape(1, 3)).ConstraintCount);

    [Fact]
    public void The_documented_costs_are_the_real_ones()
    {
        string document = File.ReadAllText(RepositoryRoot.Combine("docs/circuit.md"));
        foreach (string[] row in File.ReadLines(RepositoryRoot.Combine(GoldenFile)).Skip(1).Select(line => line.Split(',')))
        {
            string expected = row[0] != "BATCH-1" ? $"| {string.Join(" | ", row[..4])} |" : $"| {string.Join(" | ", row[1..])} |";
            if (row[0] != "BATCH-1" || row[1] == $"batch {CircuitShape.Production}")
                Assert.Contains(expected.Replace("batch ", string.Empty, StringComparison.Ordinal), document, StringComparison.Ordinal);
        }
    }

    private static void AddRow(StringBuilder table, string identifier, string name, R1cs circuit, int givenWires) => table.Append(
        CultureInfo.InvariantCulture,
        $"{identifier},{name},{circuit.ConstraintCount},{circuit.WireCount - givenWires},{circuit.A.NonzeroCount},{circuit.B.NonzeroCount},{circuit.C.NonzeroCount}\n");

    private static LinearCombination[] AtMost(ConstraintBuilder builder, LinearCombination[] inputs)
    {
        BitDecomposition.EnforceAtMost(builder, Array.ConvertAll(inputs, Elements.Bit), JubjubCurve.SubgroupOrder - 1);
        return [];
    }

    private static LinearCombination[] Schnorr(ConstraintBuilder builder, LinearCombination[] inputs)
    {
        SchnorrGadget.EnforceValid(builder, SchnorrSecretKey.Padding.Sign(Fr.One, Fr.One), Point(inputs), inputs[2], inputs[3]);
        return [];
    }

    private static LinearCombination[] Child(ConstraintBuilder builder, LinearCombination[] inputs)
    {
        ChildGadget.EnforceChild(builder, inputs.AsSpan(3, 8), Array.ConvertAll(inputs[..3], Elements.Bit), inputs[11]);
        return [];
    }

    private static LinearCombination[] ReplaceLeaf(ConstraintBuilder builder, LinearCombination[] inputs) => Nothing(
        MerkleGadget.ReplaceLeaf(builder, Array.ConvertAll(inputs[..3], Elements.Bit), new MerklePath(0, new Fr[OctalTree.SiblingCount]), inputs[3], inputs[4]));

    private static EdwardsPoint Point(LinearCombination[] inputs) => new(inputs[0], inputs[1]);

    private static LinearCombination[] Nothing<T>(T result)
    {
        _ = result;
        return [];
    }
}
