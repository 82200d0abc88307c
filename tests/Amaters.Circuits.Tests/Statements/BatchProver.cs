using System.Collections.Concurrent;
using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using static Amaters.Circuits.Tests.Statements.Clients;

namespace Amaters.Circuits.Tests.Statements;

/// <summary>Honest and dishonest witnesses of small batches.</summary>
internal static class BatchProver
{
    private static readonly ConcurrentDictionary<CircuitShape, Lazy<R1cs>> Compiled = new();

    private static readonly ConcurrentDictionary<CircuitShape, string[]> WirePaths = new();

    public static R1cs Circuit(CircuitShape shape) => Compiled.GetOrAdd(shape, _ => new Lazy<R1cs>(() => BatchCircuit.Compile(shape))).Value;

    /// <summary>Executes some commands one batch after another, then one more batch, and gives the trace of the last.</summary>
    public static BatchTrace Execute(CircuitShape shape, SignedCommand[] before, params SignedCommand[] commands)
    {
        var (state, _, position) = Run(shape, before);
        return BatchExecutor.Execute(Batch(shape, position, commands), state).Trace;
    }

    /// <summary>What the circuit says to the witness of a trace.</summary>
    public static SatisfactionReport Check(BatchTrace trace) => CheckWitness(trace.Shape, BatchCircuit.GenerateWitness(trace));

    /// <summary>What the circuit says to a witness.</summary>
    public static SatisfactionReport CheckWitness(CircuitShape shape, Witness witness) => SatisfactionChecker.Check(Circuit(shape), witness);

    /// <summary>
    /// What the circuit says to a prover who lies about the given wires, follows the lies through the rest of the
    /// circuit and claims the header that comes out. Only the constraints about the lies themselves can then fail.
    /// </summary>
    public static SatisfactionReport CheckLies(BatchTrace trace, params (int Wire, Fr Value)[] lies)
    {
        var witness = LyingWitness(trace, lies);

        // The header's hash is the last gadget, and its digest the last wire.
        return CheckWitness(trace.Shape, witness.WithWire(1, witness.Values[^1]));
    }

    public static Witness LyingWitness(BatchTrace trace, params (int Wire, Fr Value)[] lies)
    {
        var builder = ConstraintBuilder.ForLyingWitness(lies.ToDictionary(lie => lie.Wire, lie => lie.Value));
        BatchCircuit.Synthesize(builder, trace);
        return builder.BuildWitness();
    }

    /// <summary>The wires that a gadget allocates itself, in order.</summary>
    /// <param name="shape">The circuit.</param>
    /// <param name="gadgetPath">The gadget, such as <c>command[0]/rules/ok</c>.</param>
    public static int[] Wires(CircuitShape shape, string gadgetPath) => Wires(shape, path => path == gadgetPath);

    /// <summary>The wires of a gadget and of those inside it.</summary>
    public static int[] WiresWithin(CircuitShape shape, string gadgetPath) => Wires(shape, path => IsWithin(path, gadgetPath));

    public static void AssertAccepted(BatchTrace trace)
    {
        var report = Check(trace);
        Assert.True(report.IsSatisfied, report.ToString());
    }

    /// <summary>The circuit refuses, and for the right reason: every failing constraint lies in one of these gadgets.</summary>
    public static void AssertRefused(SatisfactionReport report, params string[] gadgetPaths)
    {
        Assert.False(report.IsSatisfied);
        Assert.All(report.Failures, failure => Assert.True(
            gadgetPaths.Any(path => IsWithin(failure.Source.GadgetPath, path)), failure.ToString()));
    }

    private static int[] Wires(CircuitShape shape, Func<string, bool> includes)
    {
        string[] paths = WirePaths.GetOrAdd(shape, _ => [.. Enumerable.Range(1, Circuit(shape).WireCount - 1).Select(wire => Circuit(shape).Sources.OfWire(wire).GadgetPath)]);
        int[] wires = [.. Enumerable.Range(1, paths.Length).Where(wire => includes(paths[wire - 1]))];
        Assert.NotEmpty(wires);
        return wires;
    }

    private static bool IsWithin(string path, string gadgetPath) => path == gadgetPath || path.StartsWith(gadgetPath + "/", StringComparison.Ordinal);
}
