using System.Diagnostics;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Archive;
using Amaters.Ledger.Node.Hosting;
using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.Node.Archive;

/// <summary>Copies applied batches into the auditors' database, each once, starting at the first that is not there.</summary>
/// <remarks>
/// A copy for convenience: nothing waits for it and nothing reads it back. When the database is away, it is tried again
/// until it returns; the batches wait in the node's own storage. Any number of nodes may write to one database.
/// </remarks>
internal sealed partial class ArchiveFollower(NodeSetup setup, LedgerReplica replica, ILogger<ArchiveFollower> logger) : BackgroundService
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);

    private readonly OutageLog _outage = new("The archive cannot be written", logger, setup.Replica.Clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken).ConfigureAwait(false);
            }
            catch (ArchiveMismatchException mismatch)
            {
                // Nothing that time would mend. The ledger itself goes on.
                LogOfAnotherLedger(mismatch);
                return;
            }
            // Whatever ails the database or the driver, the node is not to stop for it.
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                _outage.Failed(problem);
                await Task.Delay(RetryDelay, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        var genesis = setup.Replica.Genesis;
        var archive = await PostgresArchive.OpenAsync(
            setup.ArchiveConnection, genesis.LedgerId.ToBytes(), System.Text.Encoding.UTF8.GetString(genesis.CanonicalBytes.Span), cancellation).ConfigureAwait(false);
        await using var _ = archive.ConfigureAwait(false);
        var first = await archive.ReadLastBatchWithoutGapAsync(cancellation).ConfigureAwait(false) + 1;
        LogFollowing(first);
        await foreach (var batch in replica.WatchAsync(new WatchRequest { FromBatch = first }, cancellation).ConfigureAwait(false))
        {
            await archive.WriteAsync(ToArchived(batch), cancellation).ConfigureAwait(false);
            // Not before: a database that opens and takes nothing is still away.
            _outage.Succeeded();
        }
    }

    internal static ArchivedBatch ToArchived(AppliedBatch batch)
    {
        if (!BatchHeader.TryDecode(batch.Header.Span, out var header, out _))
            throw new UnreachableException("An applied batch has a well-formed header.");
        return new ArchivedBatch
        {
            BatchNumber = header.Range.BatchNumber,
            HeaderDigest = header.Digest().ToBytes(),
            PreviousHeader = header.PreviousHeader.ToBytes(),
            OldRoot = header.OldRoot.ToBytes(),
            NewRoot = header.NewRoot.ToBytes(),
            CommandsRoot = header.CommandsRoot.ToBytes(),
            Outcomes = header.Outcomes.ToFr().ToBytes(),
            FirstSequence = header.Range.FirstIndex,
            Proof = batch.Proof.ToByteArray(),
            // A leader that skips its checks could let a name through that PostgreSQL takes no text with.
            Worker = batch.Worker.Replace('\0', '\uFFFD'),
            SealedAt = DateTimeOffset.FromUnixTimeMilliseconds(batch.SealedTimeMs),
            ProvenAt = DateTimeOffset.FromUnixTimeMilliseconds(batch.ProvenTimeMs),
            Commands = [.. batch.Commands.Select(ToArchived)],
        };
    }

    private static ArchivedCommand ToArchived(AppliedCommand applied)
    {
        if (!SignedCommand.TryDecode(applied.SignedCommand.Span, out var signed, out _))
            throw new UnreachableException("An applied command is well-formed.");
        var command = signed.Command;
        return new ArchivedCommand
        {
            Sequence = applied.Sequence,
            Digest = signed.Digest.ToBytes(),
            ClientId = signed.Client.ToBytes(),
            Operation = command.Operation.ToString().ToUpperInvariant(),
            Collection = command.Key.Collection.ToBytes(),
            Tag = command.Key.Tag.ToBytes(),
            ExpectedVersion = command.ExpectedVersion,
            PayloadDigest = command.PayloadDigest.ToBytes(),
            EncryptionKeyId = command.EncryptionKeyId.ToBytes(),
            Result = applied.Result.ToString(),
            SignedCommand = applied.SignedCommand.ToByteArray(),
            CommittedAt = DateTimeOffset.FromUnixTimeMilliseconds(applied.LeaderTimeMs),
        };
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Archiving from batch {FirstBatch} on.")]
    private partial void LogFollowing(ulong firstBatch);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "Nothing is archived: archive.connection names a database that belongs to another ledger.")]
    private partial void LogOfAnotherLedger(Exception mismatch);
}
