using System.Globalization;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Prover.Batches;
using Amaters.Verifier.Bundles;

namespace Amaters.Benchmarks;

/// <summary>Where an audit of a bundle spends its time on a batch of the production shape, its proof apart.</summary>
internal static class AuditStages
{
    public static void Print(int runs)
    {
        var shape = new CircuitShape(8, 14);
        var input = SampleBatch.Create(shape, seed: 1);
        var encoded = input.Batch.Commands.Select(command => command.ToBytes()).ToArray();
        var state = BatchInput.StateOf(input.Records, shape.TreeDepth);
        Console.WriteLine($"audit of one batch of {shape.CommandCount} commands, tree depth {shape.TreeDepth}");
        var keys = new PublicKeyMemo();
        Row("parse commands", Measurement.Of(runs, () => Expect(encoded.All(bytes => SignedCommand.TryDecode(bytes, out _, out _)))));
        Row("of known keys", Measurement.Of(runs, () => Expect(encoded.All(bytes => SignedCommand.TryDecode(bytes, out _, out _, keys)))));
        Row("signatures", Measurement.Of(runs, () => Expect(CommandSignatures.FindInvalid(input.Batch.Commands, input.Batch.LedgerId, out _) is null)));
        Row("commands tree", Measurement.Of(runs, () => Expect(BundleStatement.BuildCommandsTree(input.Batch.Commands, shape).Root == input.Execution.Header.CommandsRoot)));
        Row("header digest", Measurement.Of(runs, () => input.Execution.Header.Digest()));
        Row("replay", Measurement.Of(runs, () => Expect(BatchExecutor.Execute(input.Batch, state).Header == input.Execution.Header)));
    }

    private static void Row(string what, Measurement measured) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-14} {measured}"));

    private static void Expect(bool holds)
    {
        if (!holds)
            throw new InvalidOperationException("A sample batch does not pass the audit.");
    }
}
