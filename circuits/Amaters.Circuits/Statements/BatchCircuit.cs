using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Gadgets;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Statements;

/// <summary>The statement as constraints: executing a batch's signed commands in order leads from one state root to the next with exactly these outcomes.</summary>
/// <remarks>
/// <para>
/// The twin of <see cref="BatchExecutor"/>. One public input, the digest of the <see cref="BatchHeader"/>; everything
/// else is witness, taken from the executor's <see cref="BatchTrace"/>. The constraints fix every outcome in both
/// directions: a prover can neither apply a command that breaks a rule nor drop one that keeps them all.
/// </para>
/// <para>
/// Where the executor's types promise something, the circuit says whether it checks the same: operations are two bits;
/// a key is on the curve, but that its order is l is left to admission, whose check every replica repeats; versions
/// are field elements, compared for equality only, so those of a real ledger never leave 64 bits.
/// </para>
/// <para>Making a witness takes time that depends on its values. They are no secrets: a trace has neither keys nor payloads.</para>
/// </remarks>
public static partial class BatchCircuit
{
    /// <summary>Compiles the circuit of a shape.</summary>
    /// <remarks>The equations do not depend on the commands, so it is compiled while a batch of padding runs through it.</remarks>
    public static R1cs Compile(CircuitShape shape)
    {
        if (!Batch.TryCreate(shape, Fr.Zero, ChainPosition.Genesis(shape), [], out var batch, out _))
            throw new ArgumentException("The default shape has no commands.", nameof(shape));
        var builder = ConstraintBuilder.ForConstraints();
        Synthesize(builder, BatchExecutor.Execute(batch, new LedgerState(shape.TreeDepth)).Trace);
        return builder.BuildConstraints();
    }

    /// <summary>Runs a trace through the circuit.</summary>
    internal static void Synthesize(ConstraintBuilder builder, BatchTrace trace)
    {
        CheckShape(trace);
        var inputs = AllocateInputs(builder, trace.Header);
        var executed = new CommandExecution[trace.Commands.Count];
        var root = inputs.OldRoot;
        for (int i = 0; i < executed.Length; i++)
        {
            using var scope = builder.Gadget("command", i);
            executed[i] = Execute(builder, trace.Commands[i], inputs.LedgerId, root);
            root = executed[i].NewRoot;
        }

        Close(builder, inputs, trace.Header.Range, executed);
    }

    private static void CheckShape(BatchTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        if (trace.Commands.Count != trace.Shape.CommandCount || trace.Commands.Any(command => command.Path.Depth != trace.Shape.TreeDepth))
            throw new ArgumentException("The trace does not have the shape that it names.", nameof(trace));
    }

    private static BatchInputs AllocateInputs(ConstraintBuilder builder, BatchHeader header) => new(
        PublicDigest: builder.AllocatePublic(header.Digest()),
        PreviousHeader: builder.Allocate(header.PreviousHeader),
        LedgerId: builder.Allocate(header.LedgerId),
        OldRoot: builder.Allocate(header.OldRoot));

    // The header of the executed commands is the one that the public input stands for.
    private static void Close(ConstraintBuilder builder, in BatchInputs inputs, BatchRange range, CommandExecution[] executed)
    {
        using var closing = builder.Gadget("header");
        var count = LinearCombination.Zero;
        foreach (ref readonly var command in executed.AsSpan())
            count += !command.IsNoop;

        // BATCH-1   digest = H8(BATCH, previousHeader, oldRoot, newRoot, commandsRoot, outcomes, range, ledgerId)
        // BATCH-3   outcomes = Σ 2ⁱ·okᵢ
        var commandsRoot = CommandsRoot(builder, Array.ConvertAll(executed, command => command.Digest));
        var outcomes = Bit.Pack(Array.ConvertAll(executed, command => command.IsOk));
        var digest = Poseidon2Gadget.H8(
            builder, DomainTag.Batch, inputs.PreviousHeader, inputs.OldRoot, executed[^1].NewRoot, commandsRoot, outcomes, Range(builder, range, count), inputs.LedgerId);
        builder.EnforceEqual(digest, inputs.PublicDigest);
    }

    // BATCH-2: the 8-ary tree over the command digests.
    private static LinearCombination CommandsRoot(ConstraintBuilder builder, LinearCombination[] digests)
    {
        using var scope = builder.Gadget("commands-root");
        var nodes = digests;
        for (int height = 0; height < CommandsTree.DepthOf(digests.Length); height++)
        {
            var parents = new List<LinearCombination>();
            foreach (var chunk in nodes.Chunk(OctalTree.Arity))
            {
                var children = new LinearCombination[OctalTree.Arity];
                Array.Fill(children, OctalTree.EmptySubtree(height));
                chunk.CopyTo(children, 0);
                parents.Add(Poseidon2Gadget.H8(builder, children));
            }

            nodes = [.. parents];
        }

        return nodes[0];
    }

    // BATCH-4: range = (batchNumber·2⁶⁴ + firstIndex)·2¹⁶ + count, the first two below 2⁶⁴. The count is a sum of at most
    // 128 bits and needs no range of its own.
    private static LinearCombination Range(ConstraintBuilder builder, BatchRange range, in LinearCombination count)
    {
        using var scope = builder.Gadget("range");
        var batchNumber = builder.Allocate(Fr.FromUInt64(range.BatchNumber));
        var firstIndex = builder.Allocate(Fr.FromUInt64(range.FirstIndex));
        BitDecomposition.Decompose(builder, batchNumber, 64);
        BitDecomposition.Decompose(builder, firstIndex, 64);
        return (PowerOfTwo(80) * batchNumber) + (PowerOfTwo(16) * firstIndex) + count;
    }

    private static Fr PowerOfTwo(int exponent) => Fr.FromUInt64(2).Pow((ulong)exponent);

    /// <summary>What a batch begins with: the public input, and what the header says of the time before.</summary>
    private readonly record struct BatchInputs(LinearCombination PublicDigest, LinearCombination PreviousHeader, LinearCombination LedgerId, LinearCombination OldRoot);
}
