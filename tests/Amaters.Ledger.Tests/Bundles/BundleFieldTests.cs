using Amaters.Circuits.Statements;
using Amaters.Testing;
using Amaters.Verifier.Bundles;

namespace Amaters.Ledger.Tests.Bundles;

/// <summary>
/// Every field of every frame of a bundle, changed alone by someone who then recomputes the file's digest: refused, and the
/// report names the cause and the first bad batch. The table follows docs/formats.md.
/// </summary>
public sealed class BundleFieldTests(BundleTests.History history) : IClassFixture<BundleTests.History>
{
    private const int HeaderEnd = BatchHeader.EncodedByteCount;
    private const int ProofEnd = HeaderEnd + 192;

    /// <summary>Fields of a batch frame: name, offset of a byte in it, and what its change is refused as.</summary>
    private static readonly (string Name, int Offset, BundleFault[] Faults)[] BatchFields =
    [
        ("previous header", 0, [BundleFault.Chain]),
        ("old root", 32, [BundleFault.Chain]),
        ("new root", 64, [BundleFault.Proof]),
        ("commands root", 96, [BundleFault.Commands]),
        ("outcomes", 128, [BundleFault.Proof]),
        ("batch number", 144, [BundleFault.Chain]),
        ("first index", 152, [BundleFault.Chain]),
        ("count", 160, [BundleFault.MalformedBatch]),
        ("ledger id", 162, [BundleFault.Chain]),
        ("proof A", HeaderEnd + 20, [BundleFault.MalformedBatch, BundleFault.Proof]),
        ("proof B", HeaderEnd + 100, [BundleFault.MalformedBatch, BundleFault.Proof]),
        ("proof C", HeaderEnd + 180, [BundleFault.MalformedBatch, BundleFault.Proof]),
        ("operation", ProofEnd, [BundleFault.Commands]),
        ("collection", ProofEnd + 1, [BundleFault.Commands]),
        ("tag", ProofEnd + 33, [BundleFault.Commands]),
        ("expected version", ProofEnd + 65, [BundleFault.Commands]),
        ("payload digest", ProofEnd + 73, [BundleFault.Commands]),
        ("encryption key id", ProofEnd + 105, [BundleFault.Commands]),
        ("public key", ProofEnd + 137, [BundleFault.MalformedBatch, BundleFault.Commands]),
        ("signature R", ProofEnd + 169, [BundleFault.MalformedBatch, BundleFault.Signature]),
        ("signature s", ProofEnd + 201, [BundleFault.MalformedBatch, BundleFault.Signature]),
    ];

    [Fact]
    public void The_frames_put_together_unchanged_are_the_accepted_bundle()
    {
        Assert.Equal(history.Bundle(1, 3), Join(Frames(1)));
        Assert.True(Audit(Join(Frames(1))).IsAccepted);
        Assert.True(Audit(Join(Frames(2))).IsAccepted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Each_field_of_a_batch_is_bound_and_its_batch_is_named(int number)
    {
        foreach (var (name, offset, faults) in BatchFields)
        {
            var frames = Frames(1);
            Flip(frames, BatchFrames(frames)[number - 1], offset);
            var report = Audit(Join(frames));
            Assert.True(faults.Contains(report.Fault), $"{name} of batch {number}: {report.Fault}, {report.Detail}");
            Assert.True(report.BadBatch == (ulong)number, $"{name} of batch {number}: batch {report.BadBatch} is blamed.");
            Assert.NotEmpty(report.Detail);
        }
    }

    [Theory]
    [Trait(Tier.Name, Tier.Full)]
    [InlineData(FrameKind.Genesis, BundleFault.OtherLedger)]
    [InlineData(FrameKind.VerifyingKey, BundleFault.VerifyingKey)]
    [InlineData(FrameKind.Start, BundleFault.Checkpoint)]
    [InlineData(FrameKind.Checkpoint, BundleFault.Checkpoint)]
    public void Each_byte_of_the_other_frames_is_bound(FrameKind kind, BundleFault usual)
    {
        // From batch 2 on, so that the start has a body: the header before it. Pinned, as an auditor does.
        var index = Frames(2).FindIndex(frame => frame.Kind == kind);
        var faults = new HashSet<BundleFault>();
        for (var offset = 0; offset < Frames(2)[index].Body.Length; offset++)
        {
            var frames = Frames(2);
            Flip(frames, index, offset);
            var report = Audit(Join(frames), pin: true);
            Assert.False(report.IsAccepted, $"byte {offset} of {kind}");
            faults.Add(report.Fault);
        }

        Assert.Contains(usual, faults);
        Assert.Subset(new HashSet<BundleFault> { usual, BundleFault.Genesis, BundleFault.VerifyingKey, BundleFault.Malformed, BundleFault.Start }, faults);
    }

    [Fact]
    public void Batches_left_out_doubled_or_moved_are_noticed_where_it_happens()
    {
        var frames = Frames(1);
        var batches = BatchFrames(frames);
        Expect(BundleFault.Chain, 1, Without(batches[0]));
        Expect(BundleFault.Chain, 2, Without(batches[1]));
        // Nothing follows a batch cut off at the end but the checkpoint, which then is over more than there is.
        Expect(BundleFault.Checkpoint, 2, Without(batches[2]));
        Expect(BundleFault.Chain, 2, Insert(batches[0], batches[0]));
        Expect(BundleFault.Chain, 2, Insert(batches[1], batches[2]));
        void Expect(BundleFault fault, ulong batch, List<Frame> changed)
        {
            var report = Audit(Join(changed));
            Assert.Equal((fault, batch), (report.Fault, report.BadBatch));
        }

        List<Frame> Without(int index) => [.. frames[..index], .. frames[(index + 1)..]];
        List<Frame> Insert(int before, int index) => [.. frames[..before], frames[index], .. frames[before..]];
    }

    [Theory]
    [InlineData(FrameKind.Genesis)]
    [InlineData(FrameKind.VerifyingKey)]
    [InlineData(FrameKind.Start)]
    public void A_frame_left_out_doubled_or_late_makes_no_bundle(FrameKind kind)
    {
        var frames = Frames(1);
        var index = frames.FindIndex(frame => frame.Kind == kind);
        Assert.Equal(BundleFault.Malformed, Audit(Join([.. frames[..index], .. frames[(index + 1)..]])).Fault);
        Assert.Equal(BundleFault.Malformed, Audit(Join([.. frames[..index], frames[index], .. frames[index..]])).Fault);
        Assert.Equal(BundleFault.Malformed, Audit(Join([.. frames[..index], .. frames[(index + 1)..], frames[index]])).Fault);
        Assert.Equal(BundleFault.Malformed, Audit(Join([.. frames, new Frame((FrameKind)77, [])])).Fault);
    }

    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void No_changed_byte_of_a_batch_is_accepted_with_a_right_digest()
    {
        var index = BatchFrames(Frames(1))[1];
        for (var offset = 0; offset < Frames(1)[index].Body.Length; offset++)
        {
            var frames = Frames(1);
            Flip(frames, index, offset);
            var report = Audit(Join(frames));
            Assert.False(report.IsAccepted, $"byte {offset}");
            Assert.Equal(2ul, report.BadBatch);
        }
    }

    [Fact]
    [Trait(Tier.Name, Tier.Full)]
    public void No_prefix_of_a_bundle_is_one()
    {
        var bundle = history.Bundle(1, 1);
        Assert.True(Audit(bundle).IsAccepted);
        // Cut inside the batch, the audit ends in the checks above it and costs a proof; before it, nothing.
        var batchEnd = bundle.Length - Frames(1)[^1].Body.Length - 42;
        for (var length = 0; length < bundle.Length; length += length < batchEnd ? 1 : 29)
            Assert.False(Audit(bundle[..length]).IsAccepted, $"length {length}");
    }

    private List<Frame> Frames(ulong from)
    {
        using var stream = new MemoryStream(history.Bundle(from, 3));
        Assert.True(FrameReader.TryOpen(stream, "AMBUNDL1"u8, out var reader));
        using (reader)
        {
            var frames = new List<Frame>();
            while (reader!.TryReadFrame(out var frame) && frame.Kind != FrameKind.End)
                frames.Add(frame);
            return frames;
        }
    }

    private static List<int> BatchFrames(List<Frame> frames) => [.. Enumerable.Range(0, frames.Count).Where(i => frames[i].Kind == FrameKind.Batch)];

    private static void Flip(List<Frame> frames, int index, int offset)
    {
        var body = (byte[])frames[index].Body.Clone();
        body[offset] ^= 1;
        frames[index] = frames[index] with { Body = body };
    }

    private static byte[] Join(IEnumerable<Frame> frames)
    {
        using var stream = new MemoryStream();
        using var writer = new FrameWriter(stream, "AMBUNDL1"u8);
        foreach (var frame in frames)
            writer.Write(frame.Kind, frame.Body);
        writer.Complete();
        return stream.ToArray();
    }

    private BundleReport Audit(byte[] bundle, bool pin = false)
    {
        using var stream = new MemoryStream(bundle);
        return BundleAuditor.Audit(stream, new BundleAuditOptions { LedgerId = pin ? history.Ledger.Genesis.LedgerId : null });
    }
}
