using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;
using Amaters.Verifier.Groth16;

namespace Amaters.Verifier.Bundles;

/// <summary>A batch of a bundle whose proof is still bytes, so that an auditor can decode and verify many proofs together.</summary>
/// <param name="Header">The header.</param>
/// <param name="EncodedProof">The bytes of its proof, which are yet to be decoded.</param>
/// <param name="Commands">The clients' commands.</param>
internal sealed record BundleStatement(BatchHeader Header, ReadOnlyMemory<byte> EncodedProof, IReadOnlyList<SignedCommand> Commands)
{
    private const int ProofOffset = BatchHeader.EncodedByteCount;
    private const int CommandsOffset = ProofOffset + Groth16Proof.EncodedByteCount;

    /// <summary>Digest of the command that fills up short batches; the same in every ledger.</summary>
    private static readonly Fr PaddingDigest = Command.Padding.Digest(SchnorrSecretKey.Padding.PublicKey.ClientId);

    /// <summary>The tree over the digests of all k commands of a batch, padding included: its root stands in the header.</summary>
    public static CommandsTree BuildCommandsTree(IReadOnlyList<SignedCommand> commands, CircuitShape shape) =>
        new([.. commands.Select(command => command.Digest), .. Enumerable.Repeat(PaddingDigest, shape.CommandCount - commands.Count)]);

    /// <summary>Reads the bytes of one batch of a ledger with this shape, as <see cref="BundleBatch"/> lays them out, but for the proof.</summary>
    /// <param name="source">The bytes, untrusted.</param>
    /// <param name="shape">The ledger's shape.</param>
    /// <param name="statement">The batch, or null.</param>
    /// <param name="keys">Remembers clients' keys between batches; null for none.</param>
    public static bool TryDecode(ReadOnlySpan<byte> source, CircuitShape shape, [NotNullWhen(true)] out BundleStatement? statement, PublicKeyMemo? keys = null)
    {
        statement = null;
        if (source.Length < CommandsOffset || !BatchHeader.TryDecode(source[..ProofOffset], out var header, out _))
            return false;
        if (header.Range.Count == 0 || header.Range.Count > shape.CommandCount || source.Length != CommandsOffset + (header.Range.Count * SignedCommand.EncodedByteCount))
            return false;
        var commands = new SignedCommand[header.Range.Count];
        for (var i = 0; i < commands.Length; i++)
        {
            if (!SignedCommand.TryDecode(source.Slice(CommandsOffset + (i * SignedCommand.EncodedByteCount), SignedCommand.EncodedByteCount), out var command, out _, keys))
                return false;
            commands[i] = command;
        }

        statement = new BundleStatement(header, source[ProofOffset..CommandsOffset].ToArray(), commands);
        return true;
    }
}
