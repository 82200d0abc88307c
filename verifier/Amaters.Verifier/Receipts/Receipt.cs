using Amaters.Circuits.Fields;
using Amaters.Circuits.Trees;
using Amaters.Verifier.Bundles;
using Amaters.Verifier.Checkpoints;
using Amaters.Verifier.Genesis;
using Amaters.Verifier.Groth16;

namespace Amaters.Verifier.Receipts;

/// <summary>Writes and checks receipts: one file that shows, without any server, what became of one command.</summary>
/// <remarks>
/// A file of frames (<see cref="FrameReader"/>) in this order: genesis document, verifying key, evidence, one or more
/// checkpoints, end. Accepting one means: the command, validly signed, stands at its place in a batch whose proof shows
/// its outcome, and a member of the ledger signed a history that contains that batch.
/// </remarks>
public static class Receipt
{
    /// <summary>Longest receipt that is read, in bytes.</summary>
    public const int EncodedByteCountMax = 1 << 20;

    private static ReadOnlySpan<byte> Magic => "AMRECPT1"u8;

    /// <summary>The receipt's bytes.</summary>
    public static byte[] Encode(GenesisDocument genesis, VerifyingKey verifyingKey, ReceiptEvidence evidence, IEnumerable<SignedNote> checkpoints)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(verifyingKey);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(checkpoints);
        using var stream = new MemoryStream();
        using var frames = new FrameWriter(stream, Magic);
        frames.Write(FrameKind.Genesis, genesis.CanonicalBytes.Span);
        frames.Write(FrameKind.VerifyingKey, verifyingKey.Encode());
        frames.Write(FrameKind.Evidence, evidence.Encode());
        foreach (var checkpoint in checkpoints)
            frames.Write(FrameKind.Checkpoint, checkpoint.Encode());
        frames.Complete();
        return stream.ToArray();
    }

    /// <summary>Checks a receipt.</summary>
    /// <param name="receipt">The file's bytes, untrusted.</param>
    /// <param name="ledgerId">The ledger that the reader means, pinned from elsewhere; null accepts any and reports which.</param>
    public static ReceiptReport Check(ReadOnlyMemory<byte> receipt, Fr? ledgerId)
    {
        var report = new ReceiptReport();
        if (receipt.Length > EncodedByteCountMax || !TryReadFrames(receipt, out var frames)
            || frames is not [{ Kind: FrameKind.Genesis } genesisFrame, { Kind: FrameKind.VerifyingKey } keyFrame, { Kind: FrameKind.Evidence } evidenceFrame, .. var checkpoints]
            || checkpoints.Count == 0 || checkpoints.Any(frame => frame.Kind != FrameKind.Checkpoint))
        {
            return report with { Fault = ReceiptFault.Malformed, Detail = "This is no receipt, or it is damaged." };
        }

        if (!GenesisEncoding.TryDecode(genesisFrame.Body, out var genesis, out var rejection))
            return report with { Fault = ReceiptFault.Genesis, Detail = $"The genesis document is refused: {rejection}." };
        report = report with { Genesis = genesis };
        if (ledgerId is { } pinned && pinned != genesis!.LedgerId)
            return report with { Fault = ReceiptFault.OtherLedger, Detail = $"The receipt is of ledger {genesis.LedgerId}, not of {pinned}." };
        if (!VerifyingKey.TryDecode(keyFrame.Body, out var key, out _) || key.InputCount != 1 || !key.ComputeDigest().AsSpan().SequenceEqual(genesis!.Facts.VerifyingKeyDigest.AsSpan()))
            return report with { Fault = ReceiptFault.VerifyingKey, Detail = "The verifying key is not the one that the genesis document names." };
        if (!ReceiptEvidence.TryDecode(evidenceFrame.Body, genesis.Facts.Shape, out var evidence))
            return report with { Fault = ReceiptFault.Malformed, Detail = "The evidence is malformed." };
        return Judge(report with { Evidence = evidence }, key, checkpoints);
    }

    private static ReceiptReport Judge(ReceiptReport report, VerifyingKey key, List<Frame> checkpoints)
    {
        var (genesis, evidence) = (report.Genesis!, report.Evidence!);
        var depth = CommandsTree.DepthOf(genesis.Facts.Shape.CommandCount);
        if (evidence.Header.LedgerId != genesis.LedgerId || evidence.Path.Position >= evidence.Header.Range.Count
            || !evidence.Path.Verify(evidence.Header.CommandsRoot, depth, evidence.Path.Position, evidence.Command.Digest))
        {
            return report with { Fault = ReceiptFault.Command, Detail = "The command is not the one at its place in the batch." };
        }

        if (!evidence.Command.HasValidSignature(genesis.LedgerId))
            return report with { Fault = ReceiptFault.Signature, Detail = "The command's signature is not valid." };
        var verdict = Groth16Verifier.Verify(new PreparedVerifyingKey(key), evidence.Header, evidence.Proof);
        if (!verdict.IsAccepted)
            return report with { Fault = ReceiptFault.Proof, Detail = $"The batch's proof is {verdict}." };

        var signers = checkpoints.SelectMany(frame => SignersOf(frame.Body, genesis, evidence)).Distinct().ToList();
        return signers.Count == 0
            ? report with { Fault = ReceiptFault.Checkpoint, Detail = "No member validly signed a checkpoint that the batch is part of." }
            : report with { Fault = ReceiptFault.None, CheckpointSigners = signers };
    }

    private static IEnumerable<string> SignersOf(byte[] body, GenesisDocument genesis, ReceiptEvidence evidence)
    {
        if (!SignedNote.TryDecode(body, out var note) || !Checkpoint.TryRead(note!.Text, genesis.LedgerId, out var checkpoint) || evidence.Header.Range.BatchNumber == 0)
            return [];
        var leaf = TransparencyTree.HashLeaf(evidence.Header.Digest().ToBytes());
        return TransparencyTree.VerifyInclusion(leaf, evidence.Header.Range.BatchNumber - 1, checkpoint!.Size, evidence.Inclusion, checkpoint.Root.AsSpan())
            ? genesis.Facts.SignersOf(note)
            : [];
    }

    private static bool TryReadFrames(ReadOnlyMemory<byte> receipt, out List<Frame> frames)
    {
        frames = [];
        using var stream = new MemoryStream(receipt.ToArray());
        if (!FrameReader.TryOpen(stream, Magic, out var reader))
            return false;
        using (reader)
        {
            while (reader!.TryReadFrame(out var frame))
            {
                if (frame.Kind == FrameKind.End)
                    return true;
                frames.Add(frame);
            }
        }

        return false;
    }
}
