using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;
using static Amaters.Circuits.Tests.Statements.Clients;

namespace Amaters.Circuits.Tests.Statements;

/// <summary>Witnesses in lanes and on several threads against one that a single builder makes, gadget after gadget.</summary>
public sealed class BatchWitnessTests
{
    private const int CommandHashesBesideThePath = 6;

    /// <summary>Every tier that this processor has, with one worker and with more.</summary>
    public static TheoryData<SimdTier, int> Ways
    {
        get
        {
            var ways = new TheoryData<SimdTier, int>();
            foreach (var tier in Enum.GetValues<SimdTier>().Where(Simd.IsSupported))
            {
                ways.Add(tier, 1);
                ways.Add(tier, 3);
            }

            return ways;
        }
    }

    // Every operation, applied and refused, on present, absent and deleted records, and padding at the end.
    private static SignedCommand[] Story { get; } =
    [
        Put(Alice, Key(1), 0),
        Put(Alice, Key(1), 1, payload: 2),
        Delete(Bob, Key(1), 2),
        Transfer(Alice, Key(1), 2, Bob.PublicKey.ClientId),
        Transfer(Bob, Key(3), 0, Alice.PublicKey.ClientId),
        Delete(Bob, Key(1), 3),
        Transfer(Bob, Key(1), 4, Alice.PublicKey.ClientId),
        Put(Bob, Key(2), 0),
        Put(Bob, Key(1), 4, payload: 5),
    ];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_production_witness_is_the_same_wire_for_wire(SimdTier tier, int workerCount)
    {
        var trace = BatchProver.Execute(CircuitShape.Production, [], Story[..7]);
        AssertSame(trace, tier, workerCount, hashCount: (8 * (CommandHashesBesideThePath + (2 * 14))) + 2);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void So_is_one_of_any_shape(SimdTier tier, int workerCount)
    {
        foreach (var (commands, depth, commandsTreeNodes) in new[] { (1, 1, 1), (1, 21, 1), (3, 3, 1), (4, 2, 1), (5, 1, 1), (9, 1, 3), (65, 1, 12) })
        {
            var shape = new CircuitShape(commands, depth);
            var trace = BatchProver.Execute(shape, [], Story[..Math.Min(commands, Story.Length)]);
            AssertSame(trace, tier, workerCount, hashCount: (commands * (CommandHashesBesideThePath + (2 * depth))) + commandsTreeNodes + 1);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void So_is_one_of_a_trace_that_contradicts_itself(SimdTier tier, int workerCount)
    {
        var trace = BatchProver.Execute(new CircuitShape(2, 2), Story[..1], Story[1..3]);
        var told = trace.Commands[0];
        BatchTrace[] lies =
        [
            trace with { Header = trace.Header with { NewRoot = Fr.One } },
            trace with { Commands = [told with { OldRecord = null }, trace.Commands[1]] },
            trace with { Commands = [told with { Result = CommandResult.NotOwner }, trace.Commands[1]] },
            trace with { Commands = [told with { Path = new MerklePath(told.Position ^ 1, new Fr[14]) }, trace.Commands[1]] },
            trace with { Commands = [trace.Commands[1], told] },
        ];
        foreach (var lie in lies)
            AssertSame(lie, tier, workerCount, hashCount: null);
    }

    private static void AssertSame(BatchTrace trace, SimdTier tier, int workerCount, int? hashCount)
    {
        var builder = ConstraintBuilder.ForWitness();
        BatchCircuit.Synthesize(builder, trace);
        var plain = builder.BuildWitness();

        var witness = BatchCircuit.GenerateWitness(trace, workerCount, tier, out int preparedHashCount);
        Assert.Equal(plain.PublicCount, witness.PublicCount);
        Assert.Equal(plain.Values, witness.Values);
        if (hashCount is not null)
            Assert.Equal(tier == SimdTier.Plain ? 0 : hashCount, preparedHashCount);
    }
}
