using System.Text.Json.Nodes;
using Amaters.Testing;

namespace Amaters.Deployment.Tests;

/// <summary><c>docker-compose.yml</c> as <c>docker-compose config</c> resolves it, in a folder of its own with secrets that <c>deploy/make-secrets.sh</c> made.</summary>
public sealed class ComposeFile : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amaters-compose-");
    private JsonObject? _resolved;

    internal string Folder => _folder.FullName;

    internal JsonObject Services => _resolved!["services"]!.AsObject();

    internal JsonObject Volumes => _resolved!["volumes"]!.AsObject();

    /// <summary>Files behind the secrets, by name.</summary>
    internal IReadOnlyDictionary<string, string> Secrets => _resolved!["secrets"]!.AsObject().ToDictionary(secret => secret.Key, secret => secret.Value!["file"]!.GetValue<string>());

    /// <summary>Any YAML file, read by the parser that docker-compose itself uses.</summary>
    internal static async Task<JsonObject> ReadYamlAsync(string path)
    {
        var (exitCode, output) = await ChildProcess.RunAsync("python3", "-c", "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))))", path);
        Assert.True(exitCode == 0, output);
        return JsonNode.Parse(output)!.AsObject();
    }

    public async ValueTask InitializeAsync()
    {
        File.Copy(RepositoryRoot.Combine("docker-compose.yml"), Path.Combine(Folder, "docker-compose.yml"));
        Directory.CreateDirectory(Path.Combine(Folder, "deploy"));
        foreach (var file in new[] { "make-secrets.sh", "prometheus.yml" })
            File.Copy(RepositoryRoot.Combine($"deploy/{file}"), Path.Combine(Folder, "deploy", file));
        await RunAsync("bash", Path.Combine(Folder, "deploy", "make-secrets.sh"));
        await RunAsync("bash", "-c", $"cd '{Folder}' && docker-compose config > resolved.yml");
        _resolved = await ReadYamlAsync(Path.Combine(Folder, "resolved.yml"));
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var (exitCode, output) = await ChildProcess.RunAsync(program, arguments);
        Assert.True(exitCode == 0, output);
    }
}
