using Amaters.Testing;

namespace Amaters.Deployment.Tests;

/// <summary>What the compose file says, held against the rest of the repository.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class ComposeTests(ComposeFile compose) : IClassFixture<ComposeFile>
{
    [Fact]
    public void It_has_three_nodes_two_workers_a_database_and_prometheus()
    {
        var names = compose.Services.Select(service => service.Key).Order().ToList();
        Assert.Equal(["amaters", "founding", "node-1", "node-2", "node-3", "postgres", "prometheus", "worker-1", "worker-2"], names);
        foreach (var (name, service) in compose.Services)
        {
            Assert.All(service!["depends_on"]?.AsObject() ?? [], dependency => Assert.Contains(dependency.Key, names));
            Assert.All(service["secrets"]?.AsArray() ?? [], secret => Assert.Contains(secret!["source"]!.GetValue<string>(), compose.Secrets.Keys));
            if (service["build"] is { } build)
                Assert.True(File.Exists(Dockerfile.ProgramOf(build["target"]!.GetValue<string>())), $"{name} starts a program that is not built.");
        }
    }

    [Fact]
    public void No_secret_stands_in_the_file()
    {
        var text = compose.Services.ToJsonString();
        foreach (var (_, file) in compose.Secrets)
            Assert.DoesNotContain(File.ReadAllText(file).Trim(), text, StringComparison.Ordinal);
        Assert.DoesNotContain("Password=", text, StringComparison.OrdinalIgnoreCase);
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(compose.Folder, "deploy", "secrets")) == OwnerOnly);
    }

    [Fact]
    public void Nothing_is_published_beyond_this_machine() =>
        Assert.All(
            compose.Services.SelectMany(service => service.Value!["ports"]?.AsArray() ?? []),
            port => Assert.StartsWith("127.0.0.1:", port!.GetValue<string>(), StringComparison.Ordinal));

    [Fact]
    public async Task Prometheus_asks_every_node_at_its_status_listener()
    {
        var scraping = await ComposeFile.ReadYamlAsync(RepositoryRoot.Combine("deploy/prometheus.yml"));
        var targets = scraping["scrape_configs"]![0]!["static_configs"]![0]!["targets"]!.AsArray().Select(target => target!.GetValue<string>());
        Assert.Equal(["node-1:7412", "node-2:7412", "node-3:7412"], targets);
        Assert.Equal("/metrics", scraping["scrape_configs"]![0]!["metrics_path"]!.GetValue<string>());
    }
}
