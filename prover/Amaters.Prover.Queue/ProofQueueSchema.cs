using Hangfire.PostgreSql;
using Npgsql;

namespace Amaters.Prover.Queue;

/// <summary>The queue's tables in PostgreSQL: Hangfire's, in a schema of their own.</summary>
internal static class ProofQueueSchema
{
    /// <summary>PostgreSQL schema that holds the tables.</summary>
    public const string Name = "proof_queue";

    // Any number that nobody else locks: the first bytes of "amaters queue".
    private const long LockKey = 0x616d617465727371;

    /// <summary>Makes or updates the tables. Safe to call at any time: one caller works, the others wait and find the work done.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached or refuses.</exception>
    public static void Install(string connectionString)
    {
        using var source = NpgsqlDataSource.Create(connectionString);
        using var guard = source.OpenConnection();
        using (var lockAlone = new NpgsqlCommand("SELECT pg_advisory_lock($1)", guard) { Parameters = { new() { Value = LockKey } } })
            lockAlone.ExecuteNonQuery();
        using var connection = source.OpenConnection();
        PostgreSqlObjectsInstaller.Install(connection, Name);
        // The lock goes with its session when the data source is disposed.
    }

    /// <summary>True if a statement failed because the tables are not there.</summary>
    public static bool IsMissing(Exception? problem) =>
        problem is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName };
}
