using Amaters.Ledger.Client.Connection;
using Amaters.Verifier.Bundles;

namespace Amaters.Fuzz.Targets;

/// <summary>What a node sends of a bundle, in two pieces, before it breaks off and an honest one goes on: what is kept are whole frames.</summary>
internal sealed class BundleSpliceTarget : IFuzzTarget
{
    public string Name => "bundle-splice";

    public IReadOnlyList<byte[]> Seeds { get; } = [LedgerSeeds.Bundle, LedgerSeeds.Bundle[..^50]];

    public bool Accepts(ReadOnlySpan<byte> input)
    {
        using var splice = new BundleSplice(1, 1);
        using var kept = new MemoryStream();
        try
        {
            Send(splice, kept, input);
            if (!splice.IsComplete)
                Send(splice, kept, LedgerSeeds.Bundle);
        }
        catch (LedgerDeceitException)
        {
            return false;
        }

        if (!splice.IsComplete)
            throw new FindingException("An honest node's bundle does not complete what another began.");
        kept.Position = 0;
        var isWhole = FrameReader.TryOpen(kept, BundleAuditor.Magic, out var frames);
        using (frames)
        {
            Frame frame = default;
            while (isWhole && frame.Kind != FrameKind.End)
                isWhole = frames!.TryReadFrame(out frame);
        }

        return isWhole ? true : throw new FindingException("What was put together is no file of frames.");
    }

    /// <summary>The buffers that grow, and a frame's body, which is made before it is filled.</summary>
    public long AllocationLimit(int inputByteCount) => (256 * 1024) + (64L * inputByteCount);

    private static void Send(BundleSplice splice, MemoryStream kept, ReadOnlySpan<byte> bytes)
    {
        splice.Begin();
        splice.Add(bytes[..(bytes.Length / 2)]);
        kept.Write(splice.TakeWritten().Span);
        if (splice.IsComplete)
            return;
        splice.Add(bytes[(bytes.Length / 2)..]);
        kept.Write(splice.TakeWritten().Span);
    }
}
