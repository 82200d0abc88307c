using Amaters.Circuits.Constraints;
using Amaters.Circuits.Statements;
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
        var circuit = BatchCircuit.Compile(shape);
        Assert.Equal(1, circuit.PublicCount);
        Assert.InRange(circuit.ConstraintCount + circuit.PublicCount + 1, 1, 1 << 17);

        var batch = Batch(
            shape,
            ChainPosition.Genesis(shape),
            Put(Alice, Key(1), 0),
            Put(Alice, Key(1), 1, payload: 2),
            Delete(Bob, Key(1), 2),
            Transfer(Alice, Key(1), 2, Bob.PublicKey.ClientId),
            Delete(Bob, Key(1), 3),
            Put(Bob, Key(2), 0));
        var execution = BatchExecutor.Execute(batch, new LedgerState(shape.TreeDepth));
        var witness = BatchCircuit.GenerateWitness(execution.Trace);

        var report = SatisfactionChecker.Check(circuit, witness);
        Assert.True(report.IsSatisfied, report.ToString());
        Assert.Equal([execution.Header.Digest()], witness.PublicInputs);
    }
}
