using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Tests.Gadgets;
using Amaters.Testing;
using static Amaters.Circuits.Tests.Statements.Clients;

namespace Amaters.Circuits.Tests.Statements;

public sealed class BatchCircuitTests
{
    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void The_production_circuit_fits_its_domain_and_accepts_an_executed_batch()
    {
        var shape = CircuitShape.Production;
        var circuit = BatchProver.Circuit(shape);
        Assert.Equal(1, circuit.PublicCount);
        Assert.InRange(circuit.ConstraintCount + circuit.PublicCount + 1, 1, 1 << 17);

        var trace = BatchProver.Execute(
            shape,
            [],
            Put(Alice, Key(1), 0),
            Put(Alice, Key(1), 1, payload: 2),
            Delete(Bob, Key(1), 2),
            Transfer(Alice, Key(1), 2, Bob.PublicKey.ClientId),
            Delete(Bob, Key(1), 3),
            Put(Bob, Key(2), 0));
        var witness = BatchCircuit.GenerateWitness(trace);

        Assert.Equal([trace.Header.Digest()], witness.PublicInputs);
        var report = SatisfactionChecker.Check(circuit, witness);
        Assert.True(report.IsSatisfied, report.ToString());
        SweepWires(trace);
    }

    [Fact]
    public void Every_wire_of_a_batch_is_bound_unless_its_gadget_lists_it_as_free()
    {
        var shape = new CircuitShape(2, 2);
        var put = Put(Alice, Key(1), 0);
        SweepWires(BatchProver.Execute(shape, []));
        SweepWires(BatchProver.Execute(shape, [], put, Put(Alice, Key(1), 1, payload: 2)));
        SweepWires(BatchProver.Execute(shape, [put], Delete(Alice, Key(1), 1), Put(Bob, Key(1), 2)));
        SweepWires(BatchProver.Execute(shape, [put], Transfer(Alice, Key(1), 1, Bob.PublicKey.ClientId), Transfer(Bob, Key(2), 0, Fr.One)));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 4)]
    [InlineData(3, 3)]
    [InlineData(9, 1)]
    public void Any_shape_compiles_and_accepts_its_batches(int commandCount, int treeDepth)
    {
        var shape = new CircuitShape(commandCount, treeDepth);
        SignedCommand[] commands = [.. Enumerable.Range(0, commandCount).Select(i => Put(Alice, Key(1), (ulong)i, payload: i))];
        var trace = BatchProver.Execute(shape, [], commands);
        Assert.Equal((UInt128.One << commandCount) - 1, trace.Header.Outcomes.Bits);
        BatchProver.AssertAccepted(trace);
        BatchProver.AssertAccepted(BatchProver.Execute(shape, commands, Delete(Alice, Key(1), (ulong)commandCount)));
    }

    [Fact]
    public void A_circuit_does_not_depend_on_the_batch_it_was_compiled_with()
    {
        var shape = new CircuitShape(1, 2);
        var builder = ConstraintBuilder.ForConstraints();
        BatchCircuit.Synthesize(builder, BatchProver.Execute(shape, [], Put(Alice, Key(1), 0)));
        Assert.Equal(BatchProver.Circuit(shape).Digest, builder.BuildConstraints().Digest);
    }

    [Fact]
    public void Circuits_of_different_shapes_have_different_digests() => Assert.Equal(
        3, new[] { new CircuitShape(1, 2), new CircuitShape(2, 2), new CircuitShape(2, 3) }.Select(shape => BatchProver.Circuit(shape).Digest).Distinct().Count());

    [Fact]
    public void A_trace_of_another_shape_than_it_names_is_refused()
    {
        var trace = BatchProver.Execute(new CircuitShape(1, 2), []);
        Assert.Throws<ArgumentException>(() => BatchCircuit.GenerateWitness(trace with { Shape = new CircuitShape(1, 3) }));
        Assert.Throws<ArgumentException>(() => BatchCircuit.GenerateWitness(trace with { Commands = [] }));
    }

    private static void SweepWires(BatchTrace trace)
    {
        var builder = ConstraintBuilder.ForConstraints();
        BatchCircuit.Synthesize(builder, trace);
        new WireSweep(builder.BuildConstraints(), builder.BuildWitness()).AssertFreeWiresAre(builder.FreeWires, firstWire: 1);
    }
}
