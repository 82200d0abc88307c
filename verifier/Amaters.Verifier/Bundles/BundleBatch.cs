using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;
using Amaters.Verifier.Groth16;

namespace Amaters.Verifier.Bundles;

/// <summary>A batch as a bundle carries it: header, proof, and the signed commands without their payloads.</summary>
/// <remarks>
/// <code>
/// offset  length  field
/// 0       194     batch header
/// 194     192     proof
/// 386     233·n   the clients' signed commands in order, padding left out; n is the header's count
/// </code>
/// </remarks>
/// <param name="Header">The header.</param>
/// <param name="Proof">Its proof.</param>
/// <param name="Commands">The clients' commands.</param>
public sealed record BundleBatch(BatchHeader Header, Groth16Proof Proof, IReadOnlyList<SignedCommand> Commands)
{
    /// <summary>The tree over the digests of all k commands, padding included: its root stands in the header.</summary>
    public CommandsTree BuildCommandsTree(CircuitShape shape) => BuildCommandsTree(Commands, shape);

    /// <inheritdoc cref="BuildCommandsTree(CircuitShape)"/>
    public static CommandsTree BuildCommandsTree(IReadOnlyList<SignedCommand> commands, CircuitShape shape) => BundleStatement.BuildCommandsTree(commands, shape);

    internal byte[] Encode() => [.. Header.ToBytes(), .. Proof.Encode(), .. Commands.SelectMany(command => command.ToBytes())];

    /// <summary>Reads exactly the bytes of one batch of a ledger with this shape.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, CircuitShape shape, [NotNullWhen(true)] out BundleBatch? batch)
    {
        batch = BundleStatement.TryDecode(source, shape, out var statement) && Groth16Proof.TryDecode(statement.EncodedProof.Span, out var proof, out _)
            ? new BundleBatch(statement.Header, proof, statement.Commands)
            : null;
        return batch is not null;
    }
}
