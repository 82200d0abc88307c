using Amaters.Circuits.Statements;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Entries;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Replication;
using Amaters.Ledger.StateMachine;
using Amaters.Ledger.Storage;
using Amaters.Verifier.Promises;
using Google.Protobuf;

namespace Amaters.Ledger.Pipeline;

/// <summary>Where the leader takes commands and key changes in, and where callers wait for what became of them.</summary>
internal sealed class SubmissionDesk(RaftGroup group, LedgerStateMachine machine, LedgerDatabase database, ProgressBoard board, LedgerReplicaOptions options)
{
    private readonly ClientQuotas _quotas = new(options.CommandsPerSecondPerClient, options.Clock);

    /// <summary>Admits a command, commits it, and answers when it has come as far as the caller asked.</summary>
    /// <exception cref="LedgerRefusedException">This node cannot take it now; sending the same bytes again is always safe.</exception>
    public async Task<SubmitResponse> SubmitAsync(SubmitRequest request, CancellationToken cancellation)
    {
        RequireLeader();
        var code = CommandAdmission.Check(options.Genesis, request.SignedCommand.Span, request.Payload.Span, known: null, machine.ClientKeys, out var verified, out var detail);
        if (code != ResultCode.Ok)
            return Refused(request, code, detail);
        var command = verified!.Signed;
        if (FindEarlier(command) is { } earlier)
            return await AnswerAsync(request, command, earlier, cancellation).ConfigureAwait(false);

        code = CommandAdmission.CheckStanding(machine.KeyRegistry, command, machine.Progress.CommittedSequence + 1, out detail);
        if (code != ResultCode.Ok)
            return Refused(request, code, detail);
        var progress = machine.Progress;
        if (progress.CommittedSequence - progress.AppliedSequence >= options.UnappliedCommandCountMax)
            return Refused(request, ResultCode.ProofLag, $"{options.UnappliedCommandCountMax} commands wait for their proofs; add workers, or send again later.");
        // Last, so that only what enters the log uses a share up.
        if (!_quotas.TryTake(command.Client))
            return Refused(request, ResultCode.QuotaExceeded, $"This client has used up its share of {options.CommandsPerSecondPerClient} commands a second; send again in a moment.");

        var entry = LedgerEntryCodec.Create(options.Clock);
        entry.Command = new CommandEntry { SignedCommand = request.SignedCommand, Payload = request.Payload };
        machine.Admitted.Add(request.SignedCommand, verified);
        try
        {
            var result = await group.ProposeAsync(LedgerEntryCodec.Encode(entry), cancellation).ConfigureAwait(false);
            return await AnswerAsync(request, command, result.AppliedValue<CommandOutcome>(), cancellation).ConfigureAwait(false);
        }
        finally
        {
            machine.Admitted.Remove(request.SignedCommand);
        }
    }

    /// <summary>Commits a change of a key.</summary>
    public async Task<ChangeKeyResponse> ChangeKeyAsync(ChangeKeyRequest request, CancellationToken cancellation)
    {
        RequireLeader();
        KeyRegistryEntry change;
        try
        {
            change = KeyRegistryEntry.Parser.ParseFrom(request.Entry.Span);
        }
        catch (InvalidProtocolBufferException)
        {
            throw new LedgerRefusedException(Refusal.InvalidArgument, "entry", "not a serialized KeyRegistryEntry.");
        }

        var entry = LedgerEntryCodec.Create(options.Clock);
        entry.KeyRegistry = change;
        var result = await group.ProposeAsync(LedgerEntryCodec.Encode(entry), cancellation).ConfigureAwait(false);
        var outcome = result.AppliedValue<KeyRegistry.KeyChangeOutcome>();
        return new ChangeKeyResponse { Result = outcome.Code, Detail = outcome.Detail, Watermarks = machine.Progress.ToWatermarks() };
    }

    private async Task<SubmitResponse> AnswerAsync(SubmitRequest request, SignedCommand command, CommandOutcome outcome, CancellationToken cancellation)
    {
        if (outcome.Sequence == 0)
            return Refused(request, outcome.Code, "The command was refused at its log position.");
        await WaitAsync(request.Wait, outcome.Sequence, cancellation).ConfigureAwait(false);
        var row = database.Newest.Get(Family.Commands, RowKey.Number(outcome.Sequence), CommandRow.Parser)!;
        return new SubmitResponse
        {
            Correlation = request.Correlation,
            Result = (ResultCode)row.Result,
            Sequence = outcome.Sequence,
            BatchNumber = row.BatchNumber,
            Duplicate = outcome.IsDuplicate,
            Watermarks = machine.Progress.ToWatermarks(),
            Promise = request.Promise ? PromiseOf(command, outcome.Sequence, row.LeaderTimeMs) : "",
        };
    }

    // Of a committed command only: whatever node crashes now, it stays where the promise says.
    private string PromiseOf(SignedCommand command, ulong sequence, long leaderTimeMs) =>
        new SubmissionPromise(options.Genesis.LedgerId, command.Digest, command.Client, sequence, leaderTimeMs + (long)options.PromisedTime.TotalMilliseconds)
            .Sign(options.CheckpointSigner).ToString();

    private Task WaitAsync(WaitStage stage, ulong sequence, CancellationToken cancellation) => stage switch
    {
        WaitStage.Committed => Task.CompletedTask,
        WaitStage.Proven => board.WaitForProvenAsync(sequence, cancellation),
        WaitStage.Applied => board.WaitForAppliedAsync(sequence, cancellation),
        _ => throw new LedgerRefusedException(Refusal.InvalidArgument, "wait", "committed, proven or applied."),
    };

    private CommandOutcome? FindEarlier(SignedCommand command) =>
        database.Newest.Get(Family.Digests, RowKey.Element(command.Digest)) is { } sequence
            ? new CommandOutcome(ResultCode.Pending, RowKey.ReadNumber(sequence), IsDuplicate: true)
            : null;

    private SubmitResponse Refused(SubmitRequest request, ResultCode code, string detail) =>
        new() { Correlation = request.Correlation, Result = code, Detail = detail, Watermarks = machine.Progress.ToWatermarks() };

    private void RequireLeader()
    {
        var status = group.Status;
        if (status.Role != RaftRole.Leader)
            throw new LedgerRefusedException(Refusal.NotLeader, "", "This node does not lead.", status.Leader.Value);
    }
}
