using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;
using Amaters.Testing;
using static Amaters.Circuits.Tests.Statements.BatchProver;
using static Amaters.Circuits.Tests.Statements.Clients;

namespace Amaters.Circuits.Tests.Statements;

/// <summary>Circuit and native executor on random and on adversarial batches: the circuit accepts what the executor says and nothing else.</summary>
public sealed class BatchCircuitAgreementTests
{
    private static readonly CircuitShape[] Shapes = [new(1, 1), new(1, 1), new(1, 2), new(2, 1)];

    // Few keys, versions and clients, so that every rule is kept and broken often; on a tree of depth 1 keys collide.
    private static readonly SignedCommand[] Repertoire =
    [
        .. from client in Keys
           from tag in Enumerable.Range(0, 4)
           from version in new ulong[] { 0, 1, 2, 3 }
           from command in new[]
           {
               Put(client, Key(tag), version, payload: tag),
               Delete(client, Key(tag), version),
               Transfer(client, Key(tag), version, Keys[tag % Keys.Count].PublicKey.ClientId),
           }
           select command,
    ];

    private static readonly Gen<SignedCommand> Commands = Gen.Int[0, Repertoire.Length - 1].Select(i => Repertoire[i]);

    private static readonly Gen<BatchTrace> Batches = Gen.Int[0, Shapes.Length - 1].Select(i => Shapes[i]).SelectMany(shape => Gen.Select(
        Commands.Array[0, 6], Commands.Array[0, shape.CommandCount], (before, commands) => BatchProver.Execute(shape, before, commands)));

    // A wire and what a liar puts on it; most values of a circuit are digests, so small lies meet bits and rules.
    private static readonly Gen<(int Place, Fr Lie)> Lies = Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[-1, 2].Select(lie => Fr.FromInt64(lie)));

    [Fact]
    public void Random_batches_agree() => Batches.Sample(AssertAgrees, iter: 30);

    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void Thousands_of_random_batches_agree() => Batches.Sample(AssertAgrees, iter: 2000);

    [Fact]
    public void A_lie_on_any_wire_is_refused() => Gen.Select(Batches, Lies).Sample(AssertLieIsRefused, iter: 60);

    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void Thousands_of_lies_are_refused() => Gen.Select(Batches, Lies).Sample(AssertLieIsRefused, iter: 2000);

    [Fact]
    public void Another_story_about_the_state_is_refused() => Gen.Select(Batches, Batches, Gen.Int[0, 3]).Sample(AssertStoryIsRefused, iter: 60);

    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void Thousands_of_other_stories_are_refused() => Gen.Select(Batches, Batches, Gen.Int[0, 3]).Sample(AssertStoryIsRefused, iter: 2000);

    private static void AssertAgrees(BatchTrace trace)
    {
        var witness = BatchCircuit.GenerateWitness(trace);
        var report = CheckWitness(trace.Shape, witness);
        Assert.True(report.IsSatisfied, report.ToString());

        // Another outcome of the last command is refused: under the honest witness, and where the prover goes on from it.
        int last = trace.Commands.Count - 1;
        var flipped = trace.Header with { Outcomes = new BatchOutcomes(trace.Header.Outcomes.Bits ^ (UInt128.One << last)) };
        AssertRefused(CheckWitness(trace.Shape, witness.WithWire(1, flipped.Digest())), "header");
        int ok = Wires(trace.Shape, $"command[{last}]/rules/ok")[^1];
        AssertRefused(CheckLies(trace, (ok, trace.Header.Outcomes[last] ? Fr.Zero : Fr.One)), $"command[{last}]/rules/ok");
    }

    // Whatever else follows from the lie, the header cannot be the honest one.
    private static void AssertLieIsRefused(BatchTrace trace, (int Place, Fr Lie) lie)
    {
        var honest = BatchCircuit.GenerateWitness(trace);
        int wire = 2 + (lie.Place % (honest.Values.Length - 2));
        if (honest.Values[wire] == lie.Lie)
            return;
        var report = CheckWitness(trace.Shape, LyingWitness(trace, (wire, lie.Lie)));
        if (report.IsSatisfied)
            Assert.Contains(wire, FreeWires(trace));
    }

    // Records and paths of one execution in the trace of another, under the header of the latter and under that of the liar.
    private static void AssertStoryIsRefused(BatchTrace trace, BatchTrace other, int lie)
    {
        if (trace.Shape.TreeDepth != other.Shape.TreeDepth)
            return;
        var told = trace.Commands[0];
        var foreign = other.Commands[0];
        told = lie switch
        {
            0 => told with { OldRecord = foreign.OldRecord },
            1 => told with { Path = foreign.Path },
            2 => told with { OldRecord = foreign.OldRecord, Path = foreign.Path },
            _ => told with { Path = new MerklePath(told.Position, AllSiblings(foreign.Path)) },
        };
        var story = trace with { Commands = [told, .. trace.Commands.Skip(1)] };
        bool isSameStory = told.OldRecord == trace.Commands[0].OldRecord && AllSiblings(told.Path).SequenceEqual(AllSiblings(trace.Commands[0].Path));
        Assert.Equal(isSameStory, Check(story).IsSatisfied);
        Assert.Equal(isSameStory, CheckLies(story).IsSatisfied);
    }

    private static IEnumerable<int> FreeWires(BatchTrace trace)
    {
        var builder = ConstraintBuilder.ForConstraints();
        BatchCircuit.Synthesize(builder, trace);
        return builder.FreeWires.Keys;
    }

    private static Fr[] AllSiblings(MerklePath path) => [.. Enumerable.Range(0, path.Depth).SelectMany(height => path.Siblings(height).ToArray())];
}
