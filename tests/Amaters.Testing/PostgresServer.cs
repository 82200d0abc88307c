using System.Globalization;

namespace Amaters.Testing;

/// <summary>A private PostgreSQL server: its own folder, its own port, no service manager; killed and started again at will.</summary>
/// <remarks>Debian's package is enough (<c>tests/install-prerequisites.sh</c>). The server refuses to run as root, so under root it runs as user <c>postgres</c>.</remarks>
public sealed class PostgresServer : IDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin";
    private const string User = "postgres";
    private const string ReadyLine = "database system is ready to accept connections";

    private readonly string _folder = Directory.CreateTempSubdirectory("amaters-postgres-").FullName;
    private ChildProcess? _process;

    private PostgresServer()
    {
    }

    /// <summary>Where it listens, on loopback.</summary>
    public int Port { get; } = FreePorts.Take(1)[0];

    /// <summary>Makes a database cluster and starts its server.</summary>
    public static async Task<PostgresServer> StartNewAsync()
    {
        var server = new PostgresServer();
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", User, server._folder).ConfigureAwait(false);
        await RunAsync(AsUser("initdb", "--pgdata", server.DataFolder, "--username", User, "--auth", "trust", "--encoding", "UTF8", "--no-locale", "--no-sync")).ConfigureAwait(false);
        await server.StartAsync().ConfigureAwait(false);
        return server;
    }

    /// <summary>Npgsql connection string of one of its databases.</summary>
    /// <remarks>Short timeouts: a client is to notice soon that the server is dead.</remarks>
    public string ConnectionString(string database) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username={User};Database={database};Timeout=3;Command Timeout=10");

    /// <summary>Starts it, after a kill.</summary>
    public async Task StartAsync()
    {
        _process?.Dispose();
        var start = AsUser("postgres", "-D", DataFolder, "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", _folder, "-c", "listen_addresses=127.0.0.1");
        _process = ChildProcess.Start(start[0], start[1..]);
        await _process.UntilPrintedAsync(ReadyLine).ConfigureAwait(false);
    }

    /// <summary>SIGKILL to every one of its processes, as if the machine had lost its power.</summary>
    public Task KillAsync() => _process!.KillAsync();

    /// <summary>SIGSTOP to the server: connections open and nothing answers.</summary>
    public void Freeze() => _process!.Freeze();

    /// <summary>SIGCONT.</summary>
    public void Thaw() => _process!.Thaw();

    /// <inheritdoc />
    public void Dispose()
    {
        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string DataFolder => Path.Combine(_folder, "data");

    private static string[] AsUser(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(Programs, program), .. arguments];
        return Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", User, "--regid", User, "--clear-groups", .. command] : command;
    }

    private static async Task RunAsync(params string[] command)
    {
        var (exitCode, output) = await ChildProcess.RunAsync(command[0], command[1..]).ConfigureAwait(false);
        if (exitCode != 0)
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {exitCode}:\n{output}");
    }
}
