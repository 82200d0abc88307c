using Amaters.Circuits.Statements;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Entries;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Storage;

namespace Amaters.Ledger.StateMachine;

/// <content>Committed: a command gets its sequence number, or is refused for good.</content>
public sealed partial class LedgerStateMachine
{
    /// <summary>Decodes entries and runs the checks that need no state, signatures above all, on all cores.</summary>
    /// <remarks>The checks are pure, so running them early and side by side changes no outcome.</remarks>
    private DecodedEntry?[] DecodeAhead(ReadOnlySpan<Entry> entries)
    {
        var decoded = new DecodedEntry?[entries.Length];
        for (var i = 0; i < entries.Length; i++)
        {
            // Empty entries and configuration changes are Raft's own.
            if (entries[i].Type == EntryType.Normal && !entries[i].Data.IsEmpty)
                decoded[i] = new DecodedEntry(LedgerEntryCodec.Decode(entries[i].Data));
        }

        Parallel.ForEach(decoded.OfType<DecodedEntry>().Where(entry => entry.Entry.KindCase == LedgerEntry.KindOneofCase.Command), entry => entry.Check(_genesis, Admitted, ClientKeys));
        return decoded;
    }

    private CommandOutcome ApplyCommand(CommandEntry entry, DecodedEntry decoded, LedgerWrite write)
    {
        if (decoded.Code != ResultCode.Ok)
            return Refuse(decoded.Code, decoded.Command?.Signed, decoded.Detail, write);
        var verified = decoded.Command!;
        var command = verified.Signed;
        var digest = RowKey.Element(command.Digest);
        if (_database.Newest.Get(Family.Digests, digest) is { } earlier)
        {
            var sequence = RowKey.ReadNumber(earlier);
            return new CommandOutcome((ResultCode)CommandRowOf(sequence).Result, sequence, IsDuplicate: true);
        }

        var next = _row.CommittedSequence + 1;
        var standing = CommandAdmission.CheckStanding(KeyRegistry, command, next, out var detail);
        if (standing != ResultCode.Ok)
            return Refuse(standing, command, detail, write);

        _row.CommittedSequence = next;
        write.Put(Family.Digests, digest, RowKey.Number(next));
        write.Put(Family.Commands, RowKey.Number(next), new CommandRow
        {
            SignedCommand = entry.SignedCommand,
            Payload = entry.Payload,
            LogIndex = _row.AppliedLogIndex + 1,
            LeaderTimeMs = _row.LeaderTimeMs,
            Result = (int)ResultCode.Pending,
        });
        _pending.Enqueue(new PendingCommand(next, verified, _row.LeaderTimeMs));
        return new CommandOutcome(ResultCode.Pending, next, IsDuplicate: false);
    }

    private CommandOutcome Refuse(ResultCode code, SignedCommand? command, string detail, LedgerWrite write)
    {
        RecordEvent(AuditEvent.Types.Kind.CommandRefused, code, command is null ? "" : $"command {command.Digest}", detail, write);
        return new CommandOutcome(code, 0, IsDuplicate: false);
    }

    private CommandRow CommandRowOf(ulong sequence) =>
        _database.Newest.Get(Family.Commands, RowKey.Number(sequence), CommandRow.Parser)
        ?? throw new InvalidDataException($"The state database lacks command {sequence}. Restore this node from a snapshot of another.");
}
