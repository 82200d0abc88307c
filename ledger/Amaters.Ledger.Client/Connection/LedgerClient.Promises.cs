using System.Globalization;
using System.Text;
using Amaters.Ledger.Client.Commands;
using Amaters.Ledger.Protocol;
using Amaters.Verifier.Checkpoints;
using Amaters.Verifier.Promises;

namespace Amaters.Ledger.Client.Connection;

/// <content>What nodes promise for commands, kept where it can be held against them.</content>
public sealed partial class LedgerClient
{
    private void KeepPromise(PreparedCommand command, SubmitResponse answer)
    {
        if (_options.PromiseFolder is not { } folder || answer.Sequence == 0)
            return;
        var bytes = Encoding.UTF8.GetBytes(answer.Promise);
        if (!SignedNote.TryDecode(bytes, out var note) || !SubmissionPromise.TryRead(note!.Text, out var promise)
            || promise!.LedgerId != _ledger.LedgerId || promise.CommandDigest != command.Command.Digest || promise.Client != command.Command.Client || promise.Sequence != answer.Sequence)
        {
            throw new LedgerDeceitException($"The node took command {answer.Sequence} in and gave no promise for it, though it was asked to.");
        }

        if (!Genesis.Facts.SignersOf(note).Any())
            throw new LedgerDeceitException($"The promise for command {answer.Sequence} is not signed by a member of the genesis document.");
        Directory.CreateDirectory(folder);
        AtomicFile.Replace(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"promise-{answer.Sequence}.note")), bytes);
    }
}
