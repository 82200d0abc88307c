using System.Text.Json.Nodes;
using Amaters.Testing;
using Npgsql;

namespace Amaters.Deployment.Tests;

/// <summary>The services of the compose file, started as processes: one record goes all the way through them.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class NativeStartTests(ComposeFile compose) : IClassFixture<ComposeFile>
{
    private static readonly TimeSpan HangLimit = TimeSpan.FromMinutes(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_services_as_the_file_has_them_take_a_record_from_client_to_applied_state()
    {
        using var postgres = await PostgresServer.StartNewAsync();
        await ExecuteAsync(postgres.ConnectionString("postgres"), $"CREATE ROLE amaters LOGIN PASSWORD '{await File.ReadAllTextAsync(compose.Secrets["postgres-password"], Stop)}'");
        await ExecuteAsync(postgres.ConnectionString("postgres"), "CREATE DATABASE amaters OWNER amaters");
        var hosts = new NativeHosts(postgres);

        // A proving key that is there already need not be made again; the second founding is that of a restart.
        var cache = new Dictionary<string, string> { ["XDG_CACHE_HOME"] = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache") };
        for (var i = 0; i < 2; i++)
        {
            using var founding = new NativeService(compose, "founding", hosts).Start(environment: cache);
            await SucceedsAsync(founding);
        }

        var running = new Dictionary<string, ChildProcess>();
        try
        {
            foreach (var name in new[] { "node-1", "node-2", "node-3", "worker-1", "worker-2" })
                running[name] = new NativeService(compose, name, hosts).Start();
            foreach (var name in new[] { "node-1", "node-2", "node-3" })
                await UntilHealthyAsync(new NativeService(compose, name, hosts), running[name]);

            await RunAsync(hosts, "keys", "new");
            await RunAsync(hosts, "keys", "register", "--label", "compose");
            var written = JsonNode.Parse(await RunAsync(hosts, "put", "notes", "greeting", "hello", "--wait", "applied", "--json"))!;
            Assert.Equal("Ok", written["result"]!.GetValue<string>());
            Assert.Equal("hello", JsonNode.Parse(await RunAsync(hosts, "get", "notes", "greeting", "--json"))!["value"]!.GetValue<string>());

            await IsObservedAsync(hosts, postgres);
        }
        catch (Exception)
        {
            foreach (var (name, process) in running)
                TestContext.Current.TestOutputHelper!.WriteLine($"── {name}\n{process.Output}");
            throw;
        }
        finally
        {
            foreach (var process in running.Values)
                process.Dispose();
        }
    }

    /// <summary>Operators with the token, Prometheus, and the auditors' database.</summary>
    private async Task IsObservedAsync(NativeHosts hosts, PostgresServer postgres)
    {
        var token = (await File.ReadAllTextAsync(compose.Secrets["admin-token"], Stop)).Trim();
        using (var refused = new NativeService(compose, "amaters", hosts).Start(["admin", "status"]))
            Assert.Equal(1, await refused.ExitAsync());
        using (var status = new NativeService(compose, "amaters", hosts).Start(["admin", "status", "--json"], new Dictionary<string, string> { ["AMATERS_ADMIN_TOKEN"] = token }))
            await SucceedsAsync(status);

        using var prometheus = new HttpClient();
        foreach (var node in new[] { "node-1", "node-2", "node-3" })
            Assert.Contains("amaters_sequence", await prometheus.GetStringAsync(new Uri($"http://{hosts.AddressOf(node)}:7412/metrics"), Stop), StringComparison.Ordinal);

        await using var archive = new NpgsqlConnection(postgres.ConnectionString("amaters"));
        await archive.OpenAsync(Stop);
        await using var count = new NpgsqlCommand("SELECT count(*) FROM audit_trail", archive);
        var deadline = DateTime.UtcNow + HangLimit;
        while ((long)(await count.ExecuteScalarAsync(Stop))! == 0)
        {
            Assert.True(DateTime.UtcNow < deadline, "Nothing was archived.");
            await Task.Delay(100, Stop);
        }
    }

    private async Task<string> RunAsync(NativeHosts hosts, params string[] arguments)
    {
        using var process = new NativeService(compose, "amaters", hosts).Start(arguments, new Dictionary<string, string> { ["AMATERS_PASSPHRASE"] = "a passphrase of the tests" });
        await SucceedsAsync(process);
        return process.Output;
    }

    private static async Task SucceedsAsync(ChildProcess process) => Assert.True(await process.ExitAsync() == 0, process.Output);

    private static async Task UntilHealthyAsync(NativeService service, ChildProcess process)
    {
        var deadline = DateTime.UtcNow + HangLimit;
        while (!await service.IsHealthyAsync())
        {
            Assert.True(process.IsRunning && DateTime.UtcNow < deadline, process.Output);
            await Task.Delay(200, Stop);
        }
    }

    private static async Task ExecuteAsync(string connectionString, string statement)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
