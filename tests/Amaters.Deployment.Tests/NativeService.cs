using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amaters.Testing;

namespace Amaters.Deployment.Tests;

/// <summary>A service of the compose file as a process on this machine: the same program, arguments, environment and files.</summary>
/// <remarks>
/// A container brings a network and a file system of its own. Here every node has a loopback address of its own in place of
/// a host name, and a folder stands for each volume; nothing else is changed.
/// </remarks>
internal sealed partial class NativeService
{
    private readonly string _name;
    private readonly JsonObject _service;
    private readonly NativeHosts _hosts;
    private readonly List<(string Inside, string Outside)> _paths;

    public NativeService(ComposeFile compose, string name, NativeHosts hosts)
    {
        (_name, _service, _hosts) = (name, compose.Services[name]!.AsObject(), hosts);
        _paths =
        [
            .. compose.Secrets.Select(secret => ($"/run/secrets/{secret.Key}", secret.Value)),
            .. (_service["volumes"]?.AsArray() ?? []).Select(volume => volume!.GetValue<string>().Split(':')).Select(parts => (parts[1], Path.Combine(compose.Folder, "volumes", parts[0]))),
        ];
        foreach (var (_, folder) in _paths.Where(path => path.Inside.StartsWith("/run/", StringComparison.Ordinal) == false))
            Directory.CreateDirectory(folder);
    }

    /// <summary>Starts the service with its own command, or with other arguments as <c>docker-compose run</c> does.</summary>
    public ChildProcess Start(IEnumerable<string>? arguments = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var program = Dockerfile.ProgramOf(_service["build"]!["target"]!.GetValue<string>());
        return ChildProcess.Start(program, arguments ?? Texts(_service["command"]).Select(Outside), Environment(environment ?? new Dictionary<string, string>()));
    }

    /// <summary>Runs the service's health check once.</summary>
    public async Task<bool> IsHealthyAsync()
    {
        var test = Texts(_service["healthcheck"]!["test"]);
        Assert.Equal("CMD", test[0]);
        Assert.EndsWith($"/{Path.GetFileName(Dockerfile.ProgramOf("node"))}", test[1], StringComparison.Ordinal);
        return (await ChildProcess.RunAsync(Dockerfile.ProgramOf("node"), test[2..].Select(Outside))).ExitCode == 0;
    }

    private Dictionary<string, string> Environment(IReadOnlyDictionary<string, string> more)
    {
        var environment = (_service["environment"]?.AsObject() ?? []).ToDictionary(variable => variable.Key, variable => Outside(variable.Value!.ToString()));
        foreach (var (name, value) in more.Concat(_hosts.ListenersOf(_name)))
            environment[name] = value;
        return environment;
    }

    private string Outside(string text)
    {
        foreach (var (inside, outside) in _paths)
            text = Regex.Replace(text, $"(?<![a-z/]){Regex.Escape(inside)}(?=$|/|;)", outside);
        text = OwnAddress().Replace(text, _ => $"//{_hosts.AddressOf(_name)}:");
        return HostName().Replace(text, match => _hosts.AddressOf(match.Value));
    }

    private static List<string> Texts(JsonNode? list) => [.. list!.AsArray().Select(item => item!.GetValue<string>())];

    [GeneratedRegex("//127\\.0\\.0\\.1:")]
    private static partial Regex OwnAddress();

    [GeneratedRegex("(?<=--host=|//|Host=)[a-z][a-z0-9-]*(?=$|:|;)")]
    private static partial Regex HostName();
}
