using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Signatures;
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
    private const int CommandsOffset = BatchHeader.EncodedByteCount + Groth16Proof.EncodedByteCount;

    /// <summary>Digest of the command that fills up short batches; the same in every ledger.</summary>
    private static readonly Circuits.Fields.Fr PaddingDigest = Command.Padding.Digest(SchnorrSecretKey.Padding.PublicKey.ClientId);

    /// <summary>The tree over the digests of all k commands, padding included: its root stands in the header.</summary>
    public CommandsTree BuildCommandsTree(CircuitShape shape) =>
        new([.. Commands.Select(command => command.Digest), .. Enumerable.Repeat(PaddingDigest, shape.CommandCount - Commands.Count)]);

    internal byte[] Encode() => [.. Header.ToBytes(), .. Proof.Encode(), .. Commands.SelectMany(command => command.ToBytes())];

    /// <summary>Reads exactly the bytes of one batch of a ledger with this shape.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, CircuitShape shape, [NotNullWhen(true)] out BundleBatch? batch)
    {
        batch = null;
        if (source.Length < CommandsOffset || !BatchHeader.TryDecode(source[..BatchHeader.EncodedByteCount], out var header, out _))
            return false;
        if (header.Range.Count == 0 || header.Range.Count > shape.CommandCount || source.Length != CommandsOffset + (header.Range.Count * SignedCommand.EncodedByteCount))
            return false;
        if (!Groth16Proof.TryDecode(source[BatchHeader.EncodedByteCount..CommandsOffset], out var proof, out _))
            return false;
        var commands = new SignedCommand[header.Range.Count];
        for (var i = 0; i < commands.Length; i++)
        {
            if (!SignedCommand.TryDecode(source.Slice(CommandsOffset + (i * SignedCommand.EncodedByteCount), SignedCommand.EncodedByteCount), out var command, out _))
                return false;
            commands[i] = command;
        }

        batch = new BundleBatch(header, proof, commands);
        return true;
    }
}
