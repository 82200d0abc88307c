using System.Collections.Immutable;
using System.Globalization;
using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Checkpoints;

/// <summary>What a node signs about the ledger's history: so many batches, under this root.</summary>
/// <remarks>
/// The body of c2sp.org/tlog-checkpoint: origin, number of leaves in decimal, base64 of the RFC 6962 root, each on a line.
/// The origin names the ledger by its id, so a checkpoint of one ledger is none of another.
/// </remarks>
/// <param name="LedgerId">Id of the ledger.</param>
/// <param name="Size">Number of proven batches that the root covers.</param>
/// <param name="Root">Root of the <see cref="TransparencyTree"/> over their header digests; 32 bytes.</param>
public sealed record Checkpoint(Fr LedgerId, ulong Size, ImmutableArray<byte> Root)
{
    private const string OriginPrefix = "amaters-ledger/";

    /// <summary>The text that is signed.</summary>
    public string ToText() =>
        string.Create(CultureInfo.InvariantCulture, $"{OriginOf(LedgerId)}\n{Size}\n{Convert.ToBase64String(Root.AsSpan())}\n");

    /// <summary>Signs the checkpoint.</summary>
    public SignedNote Sign(NoteSigner signer) => SignedNote.Sign(ToText(), signer);

    /// <summary>Reads the text of a note as a checkpoint of the given ledger.</summary>
    /// <returns>False when the text is not one, or one of another ledger. Says nothing about signatures.</returns>
    public static bool TryRead(string text, Fr ledgerId, out Checkpoint? checkpoint)
    {
        ArgumentNullException.ThrowIfNull(text);
        checkpoint = null;
        var lines = text.Split('\n');
        var root = new byte[TransparencyTree.HashByteCount];
        if (lines.Length < 4 || lines[0] != OriginOf(ledgerId)
            || !ulong.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            || !Convert.TryFromBase64String(lines[2], root, out var length) || length != root.Length)
        {
            return false;
        }

        var candidate = new Checkpoint(ledgerId, size, [.. root]);
        // One checkpoint, one spelling: leading zeros or extension lines of others are not ours.
        if (candidate.ToText() != text)
            return false;
        checkpoint = candidate;
        return true;
    }

    private static string OriginOf(Fr ledgerId)
    {
        Span<byte> bytes = stackalloc byte[Fr.EncodedByteCount];
        ledgerId.Encode(bytes);
        return OriginPrefix + Convert.ToHexStringLower(bytes);
    }
}
