using System.Globalization;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Checkpoints;

namespace Amaters.Verifier.Promises;

/// <summary>What a node signs when it has taken a command in: that it stands under this number, and by when a batch with it is proven.</summary>
/// <remarks>
/// The text of a <see cref="SignedNote"/>, signed with the node's checkpoint key. Its first line begins otherwise than a
/// checkpoint's and names the ledger, so that no signature over one is a signature over the other, or counts on another ledger.
/// <code>
/// line  content
/// 1     "amaters-promise/" and the ledger id's 32 bytes in hexadecimal
/// 2     the command's digest, 32 bytes in hexadecimal
/// 3     the client's id, 32 bytes in hexadecimal
/// 4     the command's sequence number in decimal, from 1
/// 5     when it is due, Unix time in milliseconds, in decimal
/// </code>
/// </remarks>
/// <param name="LedgerId">Id of the ledger.</param>
/// <param name="CommandDigest">What the client signed.</param>
/// <param name="Client">The client's id.</param>
/// <param name="Sequence">The command's place in the ledger.</param>
/// <param name="DueTimeMs">Unix time in milliseconds; a bundle made later holds the command.</param>
public sealed record SubmissionPromise(Fr LedgerId, Fr CommandDigest, Fr Client, ulong Sequence, long DueTimeMs)
{
    private const string OriginPrefix = "amaters-promise/";

    /// <summary>The text that is signed.</summary>
    public string ToText() =>
        string.Create(CultureInfo.InvariantCulture, $"{OriginPrefix}{Hex(LedgerId)}\n{Hex(CommandDigest)}\n{Hex(Client)}\n{Sequence}\n{DueTimeMs}\n");

    /// <summary>Signs the promise.</summary>
    public SignedNote Sign(NoteSigner signer) => SignedNote.Sign(ToText(), signer);

    /// <summary>Reads the text of a note as a promise. Says nothing about signatures.</summary>
    /// <returns>False when the text is not one in its only spelling.</returns>
    public static bool TryRead(string text, out SubmissionPromise? promise)
    {
        ArgumentNullException.ThrowIfNull(text);
        promise = null;
        var lines = text.Split('\n');
        if (lines.Length != 6 || !lines[0].StartsWith(OriginPrefix, StringComparison.Ordinal)
            || !TryReadElement(lines[0][OriginPrefix.Length..], out var ledgerId) || !TryReadElement(lines[1], out var digest) || !TryReadElement(lines[2], out var client)
            || !ulong.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) || sequence == 0
            || !long.TryParse(lines[4], NumberStyles.None, CultureInfo.InvariantCulture, out var due))
        {
            return false;
        }

        var candidate = new SubmissionPromise(ledgerId, digest, client, sequence, due);
        promise = candidate.ToText() == text ? candidate : null;
        return promise is not null;
    }

    private static bool TryReadElement(string text, out Fr element)
    {
        var bytes = new byte[Fr.EncodedByteCount];
        element = default;
        return Convert.FromHexString(text, bytes, out var read, out var length) == System.Buffers.OperationStatus.Done
            && read == text.Length && length == bytes.Length && Fr.TryDecode(bytes, out element);
    }

    private static string Hex(in Fr element) => Convert.ToHexStringLower(element.ToBytes());
}
