using Npgsql;

namespace Amaters.EndToEnd.Tests.Cluster;

/// <summary>What a database operator can do: any statement, on a connection of its own.</summary>
internal static class Sql
{
    /// <summary>Executes a statement.</summary>
    /// <returns>Number of rows that it touched.</returns>
    public static async Task<int> ExecuteAsync(string connection, string statement, params object[] parameters)
    {
        await using var source = NpgsqlDataSource.Create(WithoutPool(connection));
        await using var command = Prepare(source, statement, parameters);
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The rows of a query, read one by one.</summary>
    public static async Task<List<T>> QueryAsync<T>(string connection, string query, Func<NpgsqlDataReader, T> read, params object[] parameters)
    {
        await using var source = NpgsqlDataSource.Create(WithoutPool(connection));
        await using var command = Prepare(source, query, parameters);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>The one value of a query.</summary>
    public static async Task<T> ValueAsync<T>(string connection, string query, params object[] parameters) =>
        Assert.Single(await QueryAsync(connection, query, row => row.GetFieldValue<T>(0), parameters));

    private static NpgsqlCommand Prepare(NpgsqlDataSource source, string statement, object[] parameters)
    {
        var command = source.CreateCommand(statement);
        foreach (var value in parameters)
            command.Parameters.AddWithValue(value);
        return command;
    }

    /// <summary>A pool would hold connections to a server that was killed.</summary>
    private static string WithoutPool(string connection) => $"{connection};Pooling=false";
}
