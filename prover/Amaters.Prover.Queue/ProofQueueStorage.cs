using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;

namespace Amaters.Prover.Queue;

/// <summary>Opens the queue's storage: in memory when embedded, PostgreSQL in production.</summary>
public static class ProofQueueStorage
{
    // For the whole process: whoever opens a queue runs proof jobs and nothing else.
    static ProofQueueStorage() => GlobalConfiguration.Configuration.UseTypeResolver(ProofJobTypes.Resolve);

    /// <summary>A queue inside this process; it dies with it, and the node fills it again from the log.</summary>
    public static JobStorage InMemory() => new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromMinutes(10) });

    /// <summary>A queue that many processes share. Nothing is connected to yet, so that a node starts without its database.</summary>
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
            SchemaName = ProofQueueSchema.Name,
            PrepareSchemaIfNecessary = false,
            EnableLongPolling = true,
            UseSlidingInvisibilityTimeout = true,
            InvisibilityTimeout = ProofQueueLimits.InvisibilityTimeout,
            QueuePollInterval = ProofQueueLimits.PollInterval,
        };
        return new SharedStorage(connectionString, options);
    }

    /// <summary>Makes a shared queue's tables where there are none, at first or because the database was lost.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database cannot be reached or refuses.</exception>
    public static void Prepare(JobStorage storage)
    {
        if (storage is SharedStorage shared)
            ProofQueueSchema.Install(shared.ConnectionString);
    }

    private sealed class SharedStorage(string connectionString, PostgreSqlStorageOptions options)
        : PostgreSqlStorage(new NpgsqlConnectionFactory(connectionString, options), options)
    {
        public string ConnectionString { get; } = connectionString;
    }
}
