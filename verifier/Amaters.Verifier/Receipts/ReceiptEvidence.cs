using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;
using Amaters.Verifier.Checkpoints;
using Amaters.Verifier.Groth16;

namespace Amaters.Verifier.Receipts;

/// <summary>What shows that one command is part of the proven history: its way to a header, and the header's way to a checkpoint.</summary>
/// <remarks>
/// <code>
/// bytes          field
/// 194            header of the command's batch
/// 192            its proof
/// 233            the signed command
/// 9 + 224·d      the command's path in the commands tree of d levels
/// 32·n           inclusion proof (RFC 6962) of the header in the log of the checkpoint that follows
/// </code>
/// </remarks>
/// <param name="Header">The batch's header.</param>
/// <param name="Proof">Its proof.</param>
/// <param name="Command">The command.</param>
/// <param name="Path">From the command's digest to the header's commands root; its position is the command's place in the batch.</param>
/// <param name="Inclusion">From the header's digest to the checkpoint's root.</param>
public sealed record ReceiptEvidence(BatchHeader Header, Groth16Proof Proof, SignedCommand Command, MerklePath Path, IReadOnlyList<byte[]> Inclusion)
{
    private const int ProofOffset = BatchHeader.EncodedByteCount;
    private const int CommandOffset = ProofOffset + Groth16Proof.EncodedByteCount;
    private const int PathOffset = CommandOffset + SignedCommand.EncodedByteCount;

    /// <summary>The command's sequence number.</summary>
    public ulong Sequence => Header.Range.FirstIndex + Path.Position;

    /// <summary>Whether the command took effect.</summary>
    public bool TookEffect => Header.Outcomes[(int)Path.Position];

    internal byte[] Encode()
    {
        var path = new byte[Path.EncodedByteCount];
        Path.Encode(path);
        return [.. Header.ToBytes(), .. Proof.Encode(), .. Command.ToBytes(), .. path, .. Inclusion.SelectMany(hash => hash)];
    }

    internal static bool TryDecode(ReadOnlySpan<byte> source, CircuitShape shape, [NotNullWhen(true)] out ReceiptEvidence? evidence)
    {
        evidence = null;
        var inclusionOffset = PathOffset + MerklePath.ByteCountOf(CommandsTree.DepthOf(shape.CommandCount));
        if (source.Length < inclusionOffset || (source.Length - inclusionOffset) % TransparencyTree.HashByteCount != 0)
            return false;
        if (!BatchHeader.TryDecode(source[..ProofOffset], out var header, out _) || !Groth16Proof.TryDecode(source[ProofOffset..CommandOffset], out var proof, out _))
            return false;
        if (!SignedCommand.TryDecode(source[CommandOffset..PathOffset], out var command, out _) || !MerklePath.TryDecode(source[PathOffset..inclusionOffset], out var path, out _))
            return false;
        var inclusion = new List<byte[]>();
        for (var rest = source[inclusionOffset..]; !rest.IsEmpty; rest = rest[TransparencyTree.HashByteCount..])
            inclusion.Add(rest[..TransparencyTree.HashByteCount].ToArray());
        evidence = new ReceiptEvidence(header, proof, command, path, inclusion);
        return true;
    }
}
