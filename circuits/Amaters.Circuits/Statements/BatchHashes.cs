using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Circuits.Gadgets;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Statements;

/// <summary>The hashes that <see cref="BatchCircuit"/> is going to need for an executed batch, computed ahead in lanes.</summary>
/// <remarks>
/// The trace tells all of their inputs: what a command hashes once does not wait for anything, and the paths of several
/// commands, through the old leaf and through the new one, go up level by level together.
/// </remarks>
internal static class BatchHashes
{
    /// <summary>Client id, command digest, challenge, position, old and new record.</summary>
    private const int HashesOnce = 6;

    /// <summary>The hashes of some commands; null in the plain tier, which has no lanes.</summary>
    public static PreparedHashes? OfCommands(IReadOnlyList<CommandTrace> commands, in Fr ledgerId, SimdTier tier)
    {
        if (tier == SimdTier.Plain)
            return null;
        int depth = commands[0].Path.Depth;
        var hashes = new PreparedHashes(commands.Count * (HashesOnce + (2 * depth)), tier);
        var nodes = AddLeaves(hashes, commands, ledgerId);
        var children = new Fr[nodes.Length * OctalTree.Arity];
        for (int height = 0; height < depth; height++)
        {
            for (int i = 0; i < nodes.Length; i++)
                commands[i / 2].Path.WriteChildren(height, nodes[i], At(children, i));
            hashes.Add(children, nodes);
        }

        return hashes;
    }

    /// <summary>The hashes of the header and of the tree over the commands; null in the plain tier.</summary>
    public static PreparedHashes? OfHeader(BatchTrace trace, SimdTier tier)
    {
        if (tier == SimdTier.Plain)
            return null;
        int nodeCount = CommandsTree.NodeCount(trace.Commands.Count);
        var hashes = new PreparedHashes(nodeCount + 1, tier);
        var header = new Fr[Compression.Arity];
        trace.Header.WriteDigestInputs(header);

        Fr[] nodes = [.. trace.Commands.Select(command => command.Signed.Digest)];
        for (int height = 0; height < CommandsTree.DepthOf(trace.Commands.Count); height++)
        {
            var parents = new Fr[CommandsTree.ParentCount(nodes.Length)];
            var children = new Fr[parents.Length * OctalTree.Arity];
            Array.Fill(children, OctalTree.EmptySubtree(height));
            nodes.CopyTo(children, 0);
            hashes.Add(height == 0 ? [.. children, .. header] : children, parents);
            nodes = parents;
        }

        return hashes;
    }

    // Adds what the commands hash once, and returns the leaf before and the leaf after each command, one after another.
    private static Fr[] AddLeaves(PreparedHashes hashes, IReadOnlyList<CommandTrace> commands, in Fr ledgerId)
    {
        var inputs = new Fr[commands.Count * HashesOnce * Compression.Arity];
        for (int i = 0; i < commands.Count; i++)
        {
            var (signed, old) = (commands[i].Signed, commands[i].OldRecord);
            if (old is null)
                Compression.WriteInputs(At(inputs, 2 * i), DomainTag.Record);
            else
                old.WriteLeafInputs(At(inputs, 2 * i));
            CommandRules.Outcome(signed.Command, signed.Client, old).WriteLeafInputs(At(inputs, (2 * i) + 1));

            int others = (2 * commands.Count) + (i * (HashesOnce - 2));
            signed.PublicKey.WriteClientIdInputs(At(inputs, others));
            signed.Command.WriteDigestInputs(At(inputs, others + 1), signed.Client);
            signed.PublicKey.WriteChallengeInputs(At(inputs, others + 2), signed.Signature.NoncePoint, signed.Digest, ledgerId);
            signed.Command.Key.WritePositionInputs(At(inputs, others + 3));
        }

        var leaves = new Fr[2 * commands.Count];
        hashes.Add(inputs, leaves);
        for (int i = 0; i < commands.Count; i++)
        {
            if (commands[i].OldRecord is null)
                leaves[2 * i] = Fr.Zero;
            if (commands[i].Result != CommandResult.Applied)
                leaves[(2 * i) + 1] = leaves[2 * i];
        }

        return leaves;
    }

    private static Span<Fr> At(Fr[] inputs, int hash) => inputs.AsSpan(hash * Compression.Arity, Compression.Arity);
}
