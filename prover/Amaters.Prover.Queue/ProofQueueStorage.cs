using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;

namespace Amaters.Prover.Queue;

/// <summary>Opens the queue's storage: in memory when embedded, PostgreSQL in production.</summary>
public static class ProofQueueStorage
{
    /// <summary>PostgreSQL schema that holds the queue's tables.</summary>
    public const string Schema = "proof_queue";

    /// <summary>A queue inside this process; it dies with it, and the node fills it again from the log.</summary>
    public static JobStorage InMemory() => new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromMinutes(10) });

    /// <summary>A queue that many processes share. Makes its schema where there is none.</summary>
    /// <param name="connectionString">Npgsql connection string.</param>
    /// <remarks>
    /// Long polling wakes a worker by LISTEN/NOTIFY instead of the 15 s poll. Sliding invisibility keeps a long proof from
    /// being fetched a second time, and lets a dead worker's job go to another soon. Neither is relied upon for
    /// correctness: the node's lease and its check of every proof are.
    /// </remarks>
    public static JobStorage PostgreSql(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var options = new PostgreSqlStorageOptions
        {
            SchemaName = Schema,
            PrepareSchemaIfNecessary = true,
            EnableLongPolling = true,
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = ProofQueueLimits.InvisibilityTimeout,
            QueuePollInterval = ProofQueueLimits.PollInterval,
        };
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, options), options);
    }
}
