using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Circuits.Gadgets;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Statements;

// Making a witness: the commands' wires side by side, their hashes ahead in lanes.
public static partial class BatchCircuit
{
    /// <summary>Wires before the first command: the constant and <see cref="BatchInputs"/>.</summary>
    private const int FirstCommandWire = 5;

    /// <summary>Wires of a command beside its path: 6 hashes, the rest of the signature, the position's bits, key, fields and rules.</summary>
    private const int CommandWireCount = (6 * CompressionWires.Count) + 2774 + 299 + 42;

    /// <summary>Wires of a path for each level of the tree (MERKLE-1).</summary>
    private const int LevelWireCount = 747;

    /// <summary>Wires of the batch's range: two numbers and their bits (BATCH-4).</summary>
    private const int RangeWireCount = 130;

    /// <summary>Commands whose hashes are computed together: their paths, old and new, are as many as eight lanes.</summary>
    private const int CommandsTogether = 4;

    /// <summary>The witness of an executed batch, for the circuit of the trace's shape.</summary>
    /// <param name="trace">The executed batch.</param>
    /// <param name="workerCount">Threads that share the work, by default one for each processor. The witness is the same for any number.</param>
    /// <remarks>A trace that breaks the statement gives a witness that breaks a constraint, not an exception.</remarks>
    /// <exception cref="ArgumentException">The trace has another number of commands or of tree levels than its shape says.</exception>
    public static Witness GenerateWitness(BatchTrace trace, int? workerCount = null) =>
        GenerateWitness(trace, workerCount ?? Environment.ProcessorCount, Simd.Tier, out _);

    /// <summary>The same in the lanes of a tier, which change how the hashes are computed but not the witness.</summary>
    /// <param name="trace">The executed batch.</param>
    /// <param name="workerCount">Threads that share the work.</param>
    /// <param name="tier">The tier.</param>
    /// <param name="preparedHashCount">How many of the circuit's hashes were ready when it came to them.</param>
    internal static Witness GenerateWitness(BatchTrace trace, int workerCount, SimdTier tier, out int preparedHashCount)
    {
        CheckShape(trace);
        int commandWireCount = CommandWireCount + (trace.Shape.TreeDepth * LevelWireCount), closingWire = FirstCommandWire + (trace.Commands.Count * commandWireCount);

        // Not cleared: each part below fills all of its wires, or throws.
        var wires = GC.AllocateUninitializedArray<Fr>(closingWire + ((CommandsTree.NodeCount(trace.Commands.Count) + 1) * CompressionWires.Count) + RangeWireCount);
        wires[0] = Fr.One;
        BatchInputs inputs = default;
        Fill(1, FirstCommandWire, null, builder => inputs = AllocateInputs(builder, trace.Header));

        var executed = new CommandExecution[trace.Commands.Count];
        int used = 0;
        Parallel.ForEach(Enumerable.Range(0, executed.Length).Chunk(CommandsTogether), new ParallelOptions { MaxDegreeOfParallelism = workerCount }, indexes =>
        {
            using var hashes = BatchHashes.OfCommands([.. indexes.Select(i => trace.Commands[i])], inputs.LedgerId.Value, tier);
            foreach (int i in indexes)
            {
                // Nothing is enforced here, so a command need not wait for the root that the one before leaves.
                int first = FirstCommandWire + (i * commandWireCount);
                Fill(first, first + commandWireCount, hashes, builder => executed[i] = Execute(builder, trace.Commands[i], inputs.LedgerId, trace.Commands[i].RootBefore));
            }

            Interlocked.Add(ref used, hashes?.UseCount ?? 0);
        });

        using var closingHashes = BatchHashes.OfHeader(trace, tier);
        Fill(closingWire, wires.Length, closingHashes, builder => Close(builder, inputs, trace.Header.Range, executed));
        preparedHashCount = used + (closingHashes?.UseCount ?? 0);
        return new Witness(wires, publicCount: 1);

        void Fill(int first, int end, PreparedHashes? hashes, Action<ConstraintBuilder> synthesize)
        {
            var builder = ConstraintBuilder.ForWitnessPart(wires, first, hashes);
            synthesize(builder);
            if (builder.WireCount != end)
                throw new InvalidOperationException($"A part of the witness has the wires {first} to {end - 1}, but its last one is {builder.WireCount - 1}.");
        }
    }
}
