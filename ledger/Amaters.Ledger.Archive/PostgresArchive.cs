using DbUp;
using DbUp.Engine.Output;
using Npgsql;
using NpgsqlTypes;

namespace Amaters.Ledger.Archive;

/// <summary>Writes proven batches to PostgreSQL, each once, however many nodes write them and however often.</summary>
public sealed class PostgresArchive : IAsyncDisposable
{
    // Any number that nobody else locks: the first bytes of "amaters archive".
    private const long MigrationLockKey = 0x616d617465727361;

    private readonly NpgsqlDataSource _source;

    private PostgresArchive(NpgsqlDataSource source) => _source = source;

    /// <summary>Connects, brings the schema up to date and claims the database for one ledger.</summary>
    /// <param name="connectionString">Npgsql connection string.</param>
    /// <param name="ledgerId">Id of the ledger, 32 bytes.</param>
    /// <param name="genesis">The genesis document's text, for auditors.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="NpgsqlException">The database cannot be reached or refuses.</exception>
    /// <exception cref="ArchiveMismatchException">The database archives another ledger.</exception>
    public static async Task<PostgresArchive> OpenAsync(string connectionString, byte[] ledgerId, string genesis, CancellationToken cancellation)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        try
        {
            await MigrateAsync(source, connectionString, cancellation).ConfigureAwait(false);
            await ClaimAsync(source, ledgerId, genesis, cancellation).ConfigureAwait(false);
            return new PostgresArchive(source);
        }
        catch
        {
            await source.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Number of the last batch before the first gap; 0 when there is none. Where writing goes on after a restart, so that gaps are filled.</summary>
    public async Task<ulong> ReadLastBatchWithoutGapAsync(CancellationToken cancellation)
    {
        await using var command = _source.CreateCommand(
            """
            SELECT min(batch_number) FROM (SELECT 0 AS batch_number UNION ALL SELECT batch_number FROM batches) AS written
            WHERE NOT EXISTS (SELECT 1 FROM batches AS next WHERE next.batch_number = written.batch_number + 1)
            """);
        return (ulong)(long)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
    }

    /// <summary>Writes one batch and its commands in one transaction.</summary>
    /// <returns>False when the batch was there already.</returns>
    public async Task<bool> WriteAsync(ArchivedBatch batch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(batch);
        await using var connection = await _source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        if (!await InsertBatchAsync(connection, batch, cancellation).ConfigureAwait(false))
            return false;
        await CopyCommandsAsync(connection, batch, cancellation).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>Runs the migrations that the database lacks. One node does it, and the others wait: PostgreSQL's own guard would fail all but one.</summary>
    private static async Task MigrateAsync(NpgsqlDataSource source, string connectionString, CancellationToken cancellation)
    {
        await using var guard = await source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await LockAsync(guard, "pg_advisory_lock", cancellation).ConfigureAwait(false);
        var result = DeployChanges.To.PostgresqlDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(typeof(PostgresArchive).Assembly)
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
            throw result.Error;
        await LockAsync(guard, "pg_advisory_unlock", cancellation).ConfigureAwait(false);
    }

    private static async Task LockAsync(NpgsqlConnection connection, string function, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"SELECT {function}($1)", connection) { Parameters = { new() { Value = MigrationLockKey } } };
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task ClaimAsync(NpgsqlDataSource source, byte[] ledgerId, string genesis, CancellationToken cancellation)
    {
        await using (var claim = source.CreateCommand("INSERT INTO ledger (ledger_id, genesis) VALUES ($1, $2) ON CONFLICT DO NOTHING"))
        {
            claim.Parameters.AddWithValue(ledgerId);
            claim.Parameters.AddWithValue(genesis);
            await claim.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        }

        await using var read = source.CreateCommand("SELECT ledger_id FROM ledger");
        var owner = (byte[])(await read.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
        if (!owner.AsSpan().SequenceEqual(ledgerId))
            throw new ArchiveMismatchException($"This database archives ledger {Convert.ToHexStringLower(owner)}, not {Convert.ToHexStringLower(ledgerId)}. Give each ledger a database of its own.");
    }

    private static async Task<bool> InsertBatchAsync(NpgsqlConnection connection, ArchivedBatch batch, CancellationToken cancellation)
    {
        await using var insert = new NpgsqlCommand(
            """
            INSERT INTO batches (batch_number, header_digest, previous_header, old_root, new_root, commands_root, outcomes,
                                 first_sequence, command_count, proof, worker, sealed_at, proven_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            ON CONFLICT (batch_number) DO NOTHING
            """,
            connection);
        object[] values =
        [
            (long)batch.BatchNumber, batch.HeaderDigest, batch.PreviousHeader, batch.OldRoot, batch.NewRoot, batch.CommandsRoot,
            batch.Outcomes, (long)batch.FirstSequence, batch.Commands.Count, batch.Proof, batch.Worker, batch.SealedAt, batch.ProvenAt,
        ];
        foreach (var value in values)
            insert.Parameters.AddWithValue(value);
        return await insert.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false) == 1;
    }

    private static async Task CopyCommandsAsync(NpgsqlConnection connection, ArchivedBatch batch, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            COPY commands (sequence, batch_number, digest, client_id, operation, collection, tag, expected_version,
                           payload_digest, encryption_key_id, result, signed_command, committed_at)
            FROM STDIN (FORMAT BINARY)
            """,
            cancellation).ConfigureAwait(false);
        foreach (var command in batch.Commands)
        {
            await copy.StartRowAsync(cancellation).ConfigureAwait(false);
            await copy.WriteAsync((long)command.Sequence, NpgsqlDbType.Bigint, cancellation).ConfigureAwait(false);
            await copy.WriteAsync((long)batch.BatchNumber, NpgsqlDbType.Bigint, cancellation).ConfigureAwait(false);
            await copy.WriteAsync(command.Digest, NpgsqlDbType.Bytea, cancellation).ConfigureAwait(false);
            await copy.WriteAsync(command.ClientId, NpgsqlDbType.Bytea, cancellation).ConfigureAwait(false);
            await copy.WriteAsync(command.Operation, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
            await copy.WriteAsync(command.Collection, NpgsqlDbType.Bytea, cancellation).ConfigureAwait(false);
            await copy.WriteAsync(command.Tag, NpgsqlDbType.Bytea, cancellation).ConfigureAwait(false);
            await copy.WriteAsync((decimal)command.ExpectedVersion, NpgsqlDbType.Numeric, cancellation).ConfigureAwait(false);
            await copy.WriteAsync(command.PayloadDigest, NpgsqlDbType.Bytea, cancellation).ConfigureAwait(false);
            await copy.WriteAsync(command.EncryptionKeyId, NpgsqlDbType.Bytea, cancellation).ConfigureAwait(false);
            await copy.WriteAsync(command.Result, NpgsqlDbType.Text, cancellation).ConfigureAwait(false);
            await copy.WriteAsync(command.SignedCommand, NpgsqlDbType.Bytea, cancellation).ConfigureAwait(false);
            await copy.WriteAsync(command.CommittedAt, NpgsqlDbType.TimestampTz, cancellation).ConfigureAwait(false);
        }

        await copy.CompleteAsync(cancellation).ConfigureAwait(false);
    }
}
