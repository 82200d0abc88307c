using System.Text;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;
using Amaters.Testing;
using Amaters.Verifier.Bundles;
using Amaters.Verifier.Checkpoints;
using Amaters.Verifier.Groth16;
using Amaters.Verifier.Receipts;

namespace Amaters.Ledger.Tests.Bundles;

/// <summary>
/// Every field of a receipt, changed alone by someone who then recomputes the file's digest: refused, and the report names
/// the cause. The table follows docs/formats.md.
/// </summary>
public sealed class ReceiptFieldTests(BundleTests.History history) : IClassFixture<BundleTests.History>
{
    /// <summary>Places of frames: genesis document, verifying key, evidence, checkpoint.</summary>
    private const int Evidence = 2, Checkpoint = 3;
    private const int HeaderEnd = BatchHeader.EncodedByteCount;
    private const int ProofEnd = HeaderEnd + Groth16Proof.EncodedByteCount;
    private const int CommandEnd = ProofEnd + SignedCommand.EncodedByteCount;
    private static readonly int PathEnd = CommandEnd + 9 + (224 * CommandsTree.DepthOf(SmallCircuit.Shape.CommandCount));

    /// <summary>Fields of the evidence: name, offset of a byte in it, and what its change is refused as.</summary>
    private static readonly (string Name, int Offset, ReceiptFault[] Faults)[] EvidenceFields =
    [
        ("previous header", 0, [ReceiptFault.Proof]),
        ("old root", 32, [ReceiptFault.Proof]),
        ("new root", 64, [ReceiptFault.Proof]),
        ("commands root", 96, [ReceiptFault.Command]),
        ("outcomes", 128, [ReceiptFault.Proof]),
        ("batch number", 144, [ReceiptFault.Proof]),
        ("first index", 152, [ReceiptFault.Proof]),
        ("count", 160, [ReceiptFault.Malformed, ReceiptFault.Command, ReceiptFault.Proof]),
        ("ledger id", 162, [ReceiptFault.Command]),
        ("proof A", HeaderEnd + 20, [ReceiptFault.Malformed, ReceiptFault.Proof]),
        ("proof B", HeaderEnd + 100, [ReceiptFault.Malformed, ReceiptFault.Proof]),
        ("proof C", HeaderEnd + 180, [ReceiptFault.Malformed, ReceiptFault.Proof]),
        ("operation", ProofEnd, [ReceiptFault.Command]),
        ("collection", ProofEnd + 1, [ReceiptFault.Command]),
        ("tag", ProofEnd + 33, [ReceiptFault.Command]),
        ("expected version", ProofEnd + 65, [ReceiptFault.Command]),
        ("payload digest", ProofEnd + 73, [ReceiptFault.Command]),
        ("encryption key id", ProofEnd + 105, [ReceiptFault.Command]),
        ("public key", ProofEnd + 137, [ReceiptFault.Malformed, ReceiptFault.Command]),
        ("signature R", ProofEnd + 169, [ReceiptFault.Malformed, ReceiptFault.Signature]),
        ("signature s", ProofEnd + 201, [ReceiptFault.Malformed, ReceiptFault.Signature]),
        ("path depth", CommandEnd, [ReceiptFault.Malformed, ReceiptFault.Command]),
        ("path position", CommandEnd + 1, [ReceiptFault.Malformed, ReceiptFault.Command]),
        ("path sibling", CommandEnd + 9, [ReceiptFault.Malformed, ReceiptFault.Command]),
        ("path's last sibling", PathEnd - 32, [ReceiptFault.Malformed, ReceiptFault.Command]),
        ("inclusion proof", PathEnd, [ReceiptFault.Checkpoint]),
        ("inclusion proof's last hash", PathEnd + 32, [ReceiptFault.Checkpoint]),
    ];

    [Fact]
    public void The_frames_put_together_unchanged_are_the_accepted_receipt()
    {
        Assert.Equal(history.Receipt(1), Join(Frames(1)));
        Assert.Equal(ReceiptFault.None, Check(Frames(1)).Fault);
        Assert.Equal(PathEnd + (2 * TransparencyTree.HashByteCount), Frames(1)[Evidence].Body.Length);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Each_field_of_the_evidence_is_bound_and_the_cause_is_named(int sequence)
    {
        foreach (var (name, offset, faults) in EvidenceFields)
            Expect(name, faults, Changed(sequence, Evidence, body => body[offset] ^= 1));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void No_field_of_the_evidence_can_be_taken_from_another_commands_receipt(int other)
    {
        // Of another batch, so that header, proof, command and inclusion all differ; what is equal in both cannot tell.
        var theirs = Frames(other)[Evidence].Body;
        foreach (var (name, from, to, faults) in ((string, int, int, ReceiptFault[])[])
            [
                ("header", 0, HeaderEnd, [ReceiptFault.Command]),
                ("proof", HeaderEnd, ProofEnd, [ReceiptFault.Proof]),
                ("command", ProofEnd, CommandEnd, [ReceiptFault.Command]),
                ("signature", ProofEnd + 169, CommandEnd, [ReceiptFault.Signature]),
                ("path", CommandEnd, PathEnd, [ReceiptFault.Command]),
                ("inclusion proof", PathEnd, theirs.Length, [ReceiptFault.Checkpoint]),
            ])
        {
            var frames = Frames(1);
            var ours = frames[Evidence].Body;
            frames[Evidence] = frames[Evidence] with { Body = [.. ours[..from], .. theirs[from..to], .. to < theirs.Length ? ours[to..] : []] };
            Expect(name, faults, frames);
        }
    }

    [Fact]
    public void Evidence_cut_or_lengthened_is_refused()
    {
        var body = Frames(1)[Evidence].Body;
        foreach (var (name, changed, fault) in ((string, byte[], ReceiptFault)[])
            [
                ("empty", [], ReceiptFault.Malformed),
                ("cut in the header", body[..(HeaderEnd - 1)], ReceiptFault.Malformed),
                ("cut in the command", body[..(CommandEnd - 1)], ReceiptFault.Malformed),
                ("cut in the path", body[..(PathEnd - 32)], ReceiptFault.Malformed),
                ("no inclusion proof", body[..PathEnd], ReceiptFault.Checkpoint),
                ("half a hash of it", body[..^16], ReceiptFault.Malformed),
                ("a hash less", body[..^32], ReceiptFault.Checkpoint),
                ("a hash more", [.. body, .. new byte[32]], ReceiptFault.Checkpoint),
                ("a byte more", [.. body, 0], ReceiptFault.Malformed),
            ])
        {
            var frames = Frames(1);
            frames[Evidence] = frames[Evidence] with { Body = changed };
            Expect(name, [fault], frames);
        }
    }

    [Fact]
    public void Each_part_of_the_checkpoint_is_bound()
    {
        var note = Encoding.UTF8.GetString(Frames(1)[Checkpoint].Body);
        var lines = note.Split('\n');
        foreach (var (name, at) in ((string, int)[])
            [
                ("origin", 5),
                ("ledger id", note.IndexOf('\n', StringComparison.Ordinal) - 1),
                ("size", lines[0].Length + 1),
                ("root", lines[0].Length + lines[1].Length + 5),
                ("signer's name", note.IndexOf("— ", StringComparison.Ordinal) + 3),
                ("key id", note.LastIndexOf(' ') + 2),
                ("signature", note.Length - 20),
            ])
        {
            var changed = new StringBuilder(note);
            changed[at] = changed[at] is '1' or 'A' or 'a' ? 'b' : note[at] == '3' ? '4' : 'a';
            Assert.NotEqual(note, changed.ToString());
            var frames = Frames(1);
            frames[Checkpoint] = frames[Checkpoint] with { Body = Encoding.UTF8.GetBytes(changed.ToString()) };
            Expect(name, [ReceiptFault.Checkpoint], frames);
        }

        using var stranger = NoteSigner.Generate("ledger.test/node-1", out _);
        var text = history.CheckpointOver(3).Text;
        Expect("a stranger's signature", [ReceiptFault.Checkpoint], Changed(1, Checkpoint, _ => { }, SignedNote.Sign(text, stranger).Encode()));
        Expect("no signature", [ReceiptFault.Checkpoint], Changed(1, Checkpoint, _ => { }, Encoding.UTF8.GetBytes(text)));
        Expect("a checkpoint over fewer batches", [ReceiptFault.Checkpoint], Changed(1, Checkpoint, _ => { }, history.CheckpointOver(2).Encode()));
    }

    [Theory]
    [Trait(Tier.Name, Tier.Full)]
    [InlineData(0, ReceiptFault.OtherLedger)]
    [InlineData(1, ReceiptFault.VerifyingKey)]
    [InlineData(Evidence, ReceiptFault.Command)]
    [InlineData(Checkpoint, ReceiptFault.Checkpoint)]
    public void Each_byte_of_each_frame_is_bound(int frame, ReceiptFault usual)
    {
        var faults = new HashSet<ReceiptFault>();
        for (var offset = 0; offset < Frames(1)[frame].Body.Length; offset++)
        {
            var report = Check(Changed(1, frame, body => body[offset] ^= 1), pin: true);
            Assert.False(report.IsAccepted, $"byte {offset} of frame {frame}");
            Assert.NotEmpty(report.Detail);
            faults.Add(report.Fault);
        }

        Assert.Contains(usual, faults);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Evidence)]
    [InlineData(Checkpoint)]
    public void A_frame_left_out_doubled_or_moved_makes_no_receipt(int index)
    {
        var frames = Frames(1);
        Expect("left out", [ReceiptFault.Malformed], [.. frames[..index], .. frames[(index + 1)..]]);
        Expect("moved", [ReceiptFault.Malformed], [.. frames[..index], .. frames[(index + 1)..], frames[index == Checkpoint ? Evidence : index]]);
        // A checkpoint may come twice, as several members' do.
        if (index != Checkpoint)
            Expect("doubled", [ReceiptFault.Malformed], [.. frames[..index], frames[index], .. frames[index..]]);
        Expect("unknown", [ReceiptFault.Malformed], [.. frames, new Frame((FrameKind)77, [])]);
    }

    private void Expect(string what, ReceiptFault[] faults, List<Frame> frames)
    {
        var report = Check(frames);
        Assert.True(faults.Contains(report.Fault), $"{what}: {report.Fault}, {report.Detail}");
        Assert.NotEmpty(report.Detail);
        Assert.False(report.IsAccepted);
    }

    private List<Frame> Changed(int sequence, int index, Action<byte[]> change, byte[]? instead = null)
    {
        var frames = Frames(sequence);
        var body = instead ?? (byte[])frames[index].Body.Clone();
        change(body);
        frames[index] = frames[index] with { Body = body };
        return frames;
    }

    private List<Frame> Frames(int sequence)
    {
        using var stream = new MemoryStream(history.Receipt((ulong)sequence));
        Assert.True(FrameReader.TryOpen(stream, "AMRECPT1"u8, out var reader));
        using (reader)
        {
            var frames = new List<Frame>();
            while (reader!.TryReadFrame(out var frame) && frame.Kind != FrameKind.End)
                frames.Add(frame);
            return frames;
        }
    }

    private static byte[] Join(IEnumerable<Frame> frames)
    {
        using var stream = new MemoryStream();
        using var writer = new FrameWriter(stream, "AMRECPT1"u8);
        foreach (var frame in frames)
            writer.Write(frame.Kind, frame.Body);
        writer.Complete();
        return stream.ToArray();
    }

    private ReceiptReport Check(List<Frame> frames, bool pin = false) => Receipt.Check(Join(frames), pin ? history.Ledger.Genesis.LedgerId : null);
}
