using Amaters.Circuits.Statements;
using Amaters.EndToEnd.Tests.Cluster;
using Amaters.Ledger.Protocol;
using Amaters.Testing;

namespace Amaters.EndToEnd.Tests;

/// <summary>The auditors' copy, written by three nodes at once, read with SQL.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class ArchiveTests(SharedCluster shared)
{
    [Fact]
    public async Task Every_batch_stands_in_the_archive_once_as_the_nodes_have_it()
    {
        var cluster = await shared.StartAsync();
        using var client = await Client.ConnectAsync(cluster);
        await client.PutAsync(5, WaitStage.Applied);
        var batches = await ArchivedBatchesAsync(cluster);

        var rows = await Sql.QueryAsync(
            cluster.ArchiveDatabase, "SELECT header_digest, proof, first_sequence, command_count, worker FROM batches ORDER BY batch_number",
            row => (Header: Convert.ToHexString(row.GetFieldValue<byte[]>(0)), Proof: Convert.ToHexString(row.GetFieldValue<byte[]>(1)), First: row.GetInt64(2), Count: row.GetInt32(3), Worker: row.GetString(4)));
        Assert.Equal(batches.Select(batch => Row(batch)), rows);
        var commands = await Sql.QueryAsync(
            cluster.ArchiveDatabase, "SELECT sequence, signed_command, result FROM commands ORDER BY sequence",
            row => (row.GetInt64(0), Convert.ToHexString(row.GetFieldValue<byte[]>(1)), row.GetString(2)));
        Assert.Equal(batches.SelectMany(batch => batch.Commands).Select(command => ((long)command.Sequence, Convert.ToHexString(command.SignedCommand.Span), command.Result.ToString())), commands);
    }

    [Fact]
    public async Task An_auditor_who_may_only_read_the_view_sees_what_a_client_did_and_when()
    {
        var cluster = await shared.StartAsync();
        using var client = await Client.ConnectAsync(cluster);
        var answers = await client.PutAsync(3, WaitStage.Applied);
        var refused = await client.PutWrongVersionAsync(ulong.MaxValue);
        Assert.Equal(ResultCode.VersionMismatch, refused.Result);
        await ArchivedBatchesAsync(cluster);
        await Sql.ExecuteAsync(cluster.ArchiveDatabase, "DROP ROLE IF EXISTS auditor");
        await Sql.ExecuteAsync(cluster.ArchiveDatabase, "CREATE ROLE auditor LOGIN");
        await Sql.ExecuteAsync(cluster.ArchiveDatabase, "GRANT SELECT ON audit_trail TO auditor");
        var auditor = cluster.ArchiveDatabase.Replace("Username=postgres", "Username=auditor", StringComparison.Ordinal);

        var trail = await Sql.QueryAsync(
            auditor, "SELECT sequence, operation, expected_version, result, committed_at <= proven_at FROM audit_trail WHERE client_id = $1 ORDER BY sequence",
            row => (Sequence: (ulong)row.GetInt64(0), Operation: row.GetString(1), Version: row.GetFieldValue<decimal>(2), Result: row.GetString(3), IsInOrder: row.GetBoolean(4)),
            Convert.ToHexStringLower(client.Id));
        Assert.Equal([.. answers.Select(answer => (answer.Sequence, "PUT", 0m, "Ok", true)), (refused.Sequence, "PUT", (decimal)ulong.MaxValue, "VersionMismatch", true)], trail);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Sql.ExecuteAsync(auditor, "DELETE FROM commands"));
        await Sql.ExecuteAsync(cluster.ArchiveDatabase, "DROP OWNED BY auditor");
        await Sql.ExecuteAsync(cluster.ArchiveDatabase, "DROP ROLE auditor");
    }

    [Fact]
    public async Task What_is_edited_or_deleted_in_the_archive_changes_nothing_in_the_ledger_and_gaps_are_filled_after_a_restart()
    {
        var cluster = await shared.StartAsync();
        using var client = await Client.ConnectAsync(cluster);
        await client.PutAsync(4, WaitStage.Applied);
        var before = await ArchivedBatchesAsync(cluster);
        await Sql.ExecuteAsync(cluster.ArchiveDatabase, "UPDATE commands SET result = 'Forged', signed_command = ''");
        await Sql.ExecuteAsync(cluster.ArchiveDatabase, "DELETE FROM commands WHERE batch_number = 1");
        await Sql.ExecuteAsync(cluster.ArchiveDatabase, "DELETE FROM batches WHERE batch_number = 1");
        await cluster.KillNodeAsync(await cluster.LeaderAsync());
        await cluster.StartEverythingAsync();

        await client.ReadEverythingAsync();
        await client.PutAsync(1, WaitStage.Applied);
        Assert.Equal(before, await cluster.Node(1).BatchesAsync((ulong)before.Count));
        await ArchivedBatchesAsync(cluster);
        Assert.Equal(before[0].Commands.Count, await Sql.ValueAsync<long>(cluster.ArchiveDatabase, "SELECT count(*) FROM commands WHERE batch_number = 1 AND result <> 'Forged'"));
        // A copy that was tampered with is dropped; with the next batch all of it is written again.
        await cluster.CreateDatabasesAsync();
        await client.PutAsync(1, WaitStage.Committed);
        await ArchivedBatchesAsync(cluster);
    }

    /// <summary>Waits until the archive has all that is applied.</summary>
    private static async Task<List<AppliedBatch>> ArchivedBatchesAsync(LedgerCluster cluster)
    {
        var batchCount = await cluster.QuiesceAsync();
        await cluster.UntilAsync("the archive to be whole", async () =>
            await Sql.ValueAsync<bool>(cluster.ArchiveDatabase, "SELECT to_regclass('batches') IS NOT NULL")
            && await Sql.ValueAsync<long>(cluster.ArchiveDatabase, "SELECT count(*) FROM batches") == (long)batchCount);
        return await cluster.Node(1).BatchesAsync(batchCount);
    }

    private static (string Header, string Proof, long First, int Count, string Worker) Row(AppliedBatch batch)
    {
        Assert.True(BatchHeader.TryDecode(batch.Header.Span, out var header, out _));
        return (Convert.ToHexString(header.Digest().ToBytes()), Convert.ToHexString(batch.Proof.Span), (long)header.Range.FirstIndex, batch.Commands.Count, batch.Worker);
    }
}
