using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Storage;
using Amaters.Verifier.Bundles;
using Amaters.Verifier.Genesis;
using Amaters.Verifier.Groth16;

namespace Amaters.Ledger.Snapshots;

/// <summary>
/// Walks a snapshot's batches and commands from genesis on: headers, proofs, commands, signatures, the signers' standing, and
/// the versions that each applied command left in a shard.
/// </summary>
internal sealed class HistoryCheck(GenesisDocument genesis, PreparedVerifyingKey verifyingKey, SnapshotRows rows, TrailCheck trail, ShardTotals totals)
{
    /// <summary>Batches whose proofs and signatures are checked together.</summary>
    private const int BatchesPerGroup = 256;

    private readonly List<(ulong Batch, EncodedClaim Claim)> _claims = new(BatchesPerGroup);
    private readonly List<SignedCommand> _signed = [];
    private readonly PublicKeyMemo _clientKeys = new();
    private CommandRow _previous = new();
    private ulong _lastSigned;

    /// <summary>Checks everything up to the newest committed command.</summary>
    /// <returns>The state root that the applied batches end in.</returns>
    public Fr Run(ProgressRow progress)
    {
        var chain = ChainPosition.Genesis(genesis.Facts.Shape);
        for (ulong number = 1; number <= progress.AppliedBatch; number++)
            chain = CheckBatch(number, chain, isApplied: true, progress);
        if (progress.AppliedSequence != chain.NextIndex - 1)
            throw new SnapshotRefusedException("Its progress row counts applied commands otherwise than its batches.");
        var stateRoot = chain.StateRoot;

        for (var number = progress.AppliedBatch + 1; number <= progress.SealedBatch; number++)
            chain = CheckBatch(number, chain, isApplied: false, progress);
        if (progress.SealedSequence != chain.NextIndex - 1 || progress.SealedBatch != chain.NextBatchNumber - 1)
            throw new SnapshotRefusedException("Its progress row counts sealed commands otherwise than its batches.");

        for (var sequence = progress.SealedSequence + 1; sequence <= progress.CommittedSequence; sequence++)
            CheckWaiting(sequence, Open(sequence, batchNumber: 0, progress, out var row), row, ResultCode.Pending);
        Settle();
        trail.AdvanceTo(ulong.MaxValue, progress.CommittedSequence);

        rows.RequireCount(Family.Batches, progress.SealedBatch, "batches");
        rows.RequireCount(Family.Commands, progress.CommittedSequence, "commands");
        rows.RequireCount(Family.Digests, progress.CommittedSequence, "command digests");
        return stateRoot;
    }

    private ChainPosition CheckBatch(ulong number, ChainPosition chain, bool isApplied, ProgressRow progress)
    {
        var row = rows.Require(Family.Batches, RowKey.Number(number), BatchRow.Parser, $"batch {number}");
        if (!BatchHeader.TryDecode(row.Header.Span, out var header, out var rejection))
            throw new SnapshotRefusedException($"The header of batch {number} is malformed: {rejection}.");
        if (chain.Check(header, genesis.LedgerId) is var fault and not ChainVerdict.Continues)
        {
            // The batch before may be to blame: judge its proof first.
            Settle();
            throw new SnapshotRefusedException($"Header {number} does not continue the chain: {fault}.");
        }

        if (row.FirstSequence != header.Range.FirstIndex || row.Count != header.Range.Count || row.Count == 0 || row.Count > genesis.Facts.Shape.CommandCount)
            throw new SnapshotRefusedException($"Batch {number} has other commands than its header says.");
        if (row.Proof.IsEmpty ? isApplied : !isApplied && number == progress.AppliedBatch + 1)
            throw new SnapshotRefusedException($"Batch {number} is {(isApplied ? "applied and not proven" : "proven and not applied")}.");

        var commands = new SignedCommand[row.Count];
        for (var i = 0; i < commands.Length; i++)
        {
            var sequence = row.FirstSequence + (ulong)i;
            commands[i] = Open(sequence, number, progress, out var command);
            if (isApplied)
                CheckApplied(sequence, commands[i], command, header.Outcomes[i]);
            else
                CheckWaiting(sequence, commands[i], command, null);
        }

        if (!row.Proof.IsEmpty)
            Claim(number, row, header, commands);
        if (_signed.Count >= BatchesPerGroup * genesis.Facts.Shape.CommandCount)
            Settle();
        return ChainPosition.After(header);
    }

    private void Claim(ulong number, BatchRow row, BatchHeader header, SignedCommand[] commands)
    {
        if (BundleBatch.BuildCommandsTree(commands, genesis.Facts.Shape).Root != header.CommandsRoot)
            throw new SnapshotRefusedException($"The commands of batch {number} are not the ones that its header commits to.");
        _claims.Add((number, new EncodedClaim([header.Digest()], row.Proof.Memory)));
    }

    /// <summary>What holds for a command wherever it stands: it is well formed, numbered, placed and was the registered signer's to send.</summary>
    private SignedCommand Open(ulong sequence, ulong batchNumber, ProgressRow progress, out CommandRow row)
    {
        row = rows.Require(Family.Commands, RowKey.Number(sequence), CommandRow.Parser, $"command {sequence}");
        if (!SignedCommand.TryDecode(row.SignedCommand.Span, out var signed, out var rejection, _clientKeys))
            throw new SnapshotRefusedException($"Command {sequence} is malformed: {rejection}.");
        if (signed.Command.Operation == Operation.Noop || signed.PublicKey.Equals(SchnorrSecretKey.Padding.PublicKey))
            throw new SnapshotRefusedException($"Command {sequence} is padding, which no client sends.");
        if (row.BatchNumber != batchNumber)
            throw new SnapshotRefusedException($"Command {sequence} names batch {row.BatchNumber} and belongs to {batchNumber}.");
        if (row.LogIndex <= _previous.LogIndex || row.LogIndex > progress.AppliedLogIndex || row.LeaderTimeMs < _previous.LeaderTimeMs || row.LeaderTimeMs > progress.LeaderTimeMs)
            throw new SnapshotRefusedException($"Command {sequence} stands in the wrong place of the log.");
        if (rows.View.Get(Family.Digests, RowKey.Element(signed.Digest)) is not { Length: 8 } number || RowKey.ReadNumber(number) != sequence)
            throw new SnapshotRefusedException($"The digest of command {sequence} is not listed under its number.");
        trail.AdvanceTo(row.LogIndex, sequence - 1);
        if (trail.Registry.Judge(signed, sequence) is var standing and not ResultCode.Ok)
            throw new SnapshotRefusedException($"The key of command {sequence} could not sign it: {standing}.");
        _signed.Add(signed);
        _lastSigned = sequence;
        _previous = row;
        return signed;
    }

    private void CheckWaiting(ulong sequence, SignedCommand signed, CommandRow row, ResultCode? result)
    {
        // What a sealed command's result must be is known once its batch was executed (SnapshotAuditor.CheckSealedResults).
        if (result is not null && row.Result != (int)result)
            throw new SnapshotRefusedException($"The unproven command {sequence} has result {(ResultCode)row.Result}.");
        CheckPayload($"command {sequence}", signed, row.Payload.Span);
    }

    private void CheckApplied(ulong sequence, SignedCommand signed, CommandRow row, bool tookEffect)
    {
        var isFailure = (ResultCode)row.Result is ResultCode.KeyCollision or ResultCode.VersionMismatch or ResultCode.NotOwner or ResultCode.NotLive;
        if (tookEffect ? row.Result != (int)ResultCode.Ok : !isFailure)
            throw new SnapshotRefusedException($"Command {sequence} has result {(ResultCode)row.Result}, which its proven header contradicts.");
        if (!row.Payload.IsEmpty)
            throw new SnapshotRefusedException($"Command {sequence} is applied and keeps a payload.");
        if (!tookEffect)
            return;

        var key = signed.Command.Key;
        var shard = trail.Placement.ShardOf(key.Position(genesis.Facts.Shape.TreeDepth));
        var version = signed.Command.ExpectedVersion + 1;
        if (rows.View.GetHistoryBytes(shard, RowKey.Version(key.Collection, key.Tag, version)) is not { } bytes)
            throw new SnapshotRefusedException($"Version {version} of the record that command {sequence} changed is missing in shard {shard}.");
        var change = SnapshotRows.Parse(bytes, HistoryRow.Parser, $"change that command {sequence} made");
        if (change.Sequence != sequence)
            throw new SnapshotRefusedException($"The change that command {sequence} made is listed as command {change.Sequence}'s.");
        CheckPayload($"version {version} that command {sequence} wrote", signed, change.Payload.Span);
        totals.Versions[shard]++;
        totals.PayloadBytes[shard] += (ulong)change.Payload.Length;
    }

    private void CheckPayload(string what, SignedCommand signed, ReadOnlySpan<byte> payload)
    {
        var isPut = signed.Command.Operation == Operation.Put;
        if (payload.Length > genesis.Facts.PayloadBytesMax || (isPut ? PayloadDigest.Of(payload) != signed.Command.PayloadDigest : !payload.IsEmpty))
            throw new SnapshotRefusedException($"The payload of {what} is missing or is not the one that was signed.");
    }

    /// <summary>Checks the proofs and signatures that have come together.</summary>
    private void Settle()
    {
        if (CommandSignatures.FindInvalid(_signed, genesis.LedgerId, out _) is { } index)
            throw new SnapshotRefusedException($"Command {_lastSigned - (ulong)(_signed.Count - 1 - index)} is not validly signed.");
        _signed.Clear();
        if (_claims.Count == 0)
            return;
        var verdict = Groth16Verifier.VerifyEncodedBatch(verifyingKey, [.. _claims.Select(claim => claim.Claim)]);
        for (var i = 0; i < verdict.Verdicts.Count; i++)
        {
            if (!verdict.Verdicts[i].IsAccepted)
                throw new SnapshotRefusedException($"The proof of batch {_claims[i].Batch} is {verdict.Verdicts[i]}.");
        }

        _claims.Clear();
    }
}
