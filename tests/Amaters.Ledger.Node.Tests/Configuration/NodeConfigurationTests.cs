using Amaters.Ledger.Node.Configuration;
using Amaters.Ledger.Node.Embedded;
using Amaters.Ledger.Node.Hosting;
using Microsoft.Extensions.Options;

namespace Amaters.Ledger.Node.Tests.Configuration;

/// <summary>Each way to write a configuration wrong, and the message that says so.</summary>
public sealed class NodeConfigurationTests : IDisposable
{
    private const string Fingerprint = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amaters-configuration-");

    private TrialFolder Files => new(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_token_may_stand_in_a_file_of_its_own()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "token"), $"{Fingerprint}\nanything\n");
        Assert.Equal(Fingerprint, Load(WithAdmin("token_file = \"token\"")).Admin.Token);
    }

    [Theory]
    [InlineData("token_file = \"nowhere\"", "admin.token_file: ")]
    [InlineData("token_file = \"empty\"", "is empty")]
    [InlineData("token_file = \"short\"", "admin.token: has 5 characters, at least 32")]
    [InlineData("token_file = \"short\"\ntoken = \"" + Fingerprint + "\"", "stands beside admin.token")]
    public void A_token_file_that_cannot_be_used_is_named(string lines, string message)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "empty"), "");
        File.WriteAllText(Path.Combine(_folder.FullName, "short"), "short");
        Assert.Contains(message, Assert.Throws<OptionsValidationException>(() => Load(WithAdmin(lines))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_configuration_is_read_with_paths_relative_to_its_folder()
    {
        var options = Load(Valid());
        Assert.Equal(NodeMode.Production, options.Mode);
        Assert.Equal(2ul, options.Node.Id);
        Assert.Equal(Path.Combine(_folder.FullName, "data"), options.Node.Data);
        Assert.Equal("https://two.example:7400", options.Members["2"].Client);
        Assert.Equal([Fingerprint], options.Admin.Certificates);
        Assert.Equal(64, options.Limits.StreamConcurrency);
        Assert.Equal(0.5, options.Limits.CommandsPerSecond);
    }

    [Theory]
    [InlineData("id = 2", "id = 0", "node.id: is missing")]
    [InlineData("id = 2", "id = \"two\"", "node:id")]
    [InlineData("data = \"data\"", "", "node.data: is missing")]
    [InlineData("genesis = \"genesis.json\"", "genesis = \"nowhere.json\"", "node.genesis: ")]
    [InlineData("genesis = \"genesis.json\"", "", "node.genesis: is missing")]
    [InlineData("verifying_key = \"genesis.json\"", "verifying_key = \"nowhere\"", "node.verifying_key: ")]
    [InlineData("checkpoint_key = \"genesis.json\"", "checkpoint_key = \"nowhere\"", "node.checkpoint_key: ")]
    [InlineData("clients = \"0.0.0.0:7400\"", "clients = \"everywhere\"", "listen.clients: 'everywhere' is no ADDRESS:PORT")]
    [InlineData("clients = \"0.0.0.0:7400\"", "clients = \"10.0.0.1\"", "listen.clients: ")]
    [InlineData("peers = \"0.0.0.0:7401\"", "peers = \"0.0.0.0:99999\"", "listen.peers: ")]
    [InlineData("status = \"127.0.0.1:7402\"", "status = \"0.0.0.0:7402\"", "listen.status: is not a loopback address")]
    [InlineData("certificate = \"genesis.json\"", "certificate = \"nowhere.pem\"", "tls.certificate: ")]
    [InlineData("key = \"genesis.json\"\npeers", "key = \"nowhere.pem\"\npeers", "tls.key: ")]
    [InlineData("peers = \".\"", "peers = \"nowhere\"", "tls.peers: ")]
    [InlineData("[members.2]", "[members.two]", "members.two: 'two' is no node id")]
    [InlineData("peer = \"https://two.example:7401\"", "peer = \"two.example:7401\"", "members.2.peer: ")]
    [InlineData("client = \"https://two.example:7400\"", "client = \"http://two.example:7400\"", "members.2.client: ")]
    [InlineData("connection = \"Host=queue\"", "", "queue.connection: is missing")]
    [InlineData("certificates = [\"" + Fingerprint + "\"]", "", "admin: neither token nor certificates")]
    [InlineData("certificates = [\"" + Fingerprint + "\"]", "certificates = [\"00:11\"]", "admin.certificates: '00:11'")]
    [InlineData("certificates = [\"" + Fingerprint + "\"]", "token = \"short\"", "admin.token: has 5 characters, at least 32")]
    [InlineData("stream_concurrency = 64", "stream_concurrency = 0", "limits.stream_concurrency: 0 is not from 1 to 4096")]
    [InlineData("stream_concurrency = 64", "unapplied_commands = 0", "limits.unapplied_commands: ")]
    [InlineData("stream_concurrency = 64", "connections = 1", "limits.connections: ")]
    [InlineData("commands_per_second = 0.5", "commands_per_second = -1.0", "limits.commands_per_second: ")]
    [InlineData("commands_per_second = 0.5", "commands_per_second = nan", "limits.commands_per_second: ")]
    [InlineData("tick_ms = 100", "tick_ms = 1", "timing.tick_ms: 1 is not from 10 to 10000")]
    [InlineData("tick_ms = 100", "seal_delay_ms = -1", "timing.seal_delay_ms: ")]
    [InlineData("otlp = \"http://collector:4317\"", "otlp = \"collector\"", "telemetry.otlp: ")]
    [InlineData("mode = \"production\"", "mode = \"careless\"", "mode")]
    [InlineData("tick_ms = 100", "tickms = 100", "timing.tickms: is no key of the configuration. Known here: ")]
    [InlineData("[timing]", "[timings]", "timings: is no key of the configuration")]
    [InlineData("client = \"https://two.example:7400\"", "clinet = \"https://two.example:7400\"", "members.2.clinet: is no key")]
    public void Each_fault_is_named_by_its_key(string right, string wrong, string message)
    {
        var text = Valid();
        Assert.Contains(right, text, StringComparison.Ordinal);
        var refused = Assert.Throws<OptionsValidationException>(() => Load(text.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.Contains(refused.Failures, failure => failure.Contains(message, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var text = Valid().Replace("tick_ms = 100", "tick_ms = 1", StringComparison.Ordinal).Replace("id = 2", "id = 0", StringComparison.Ordinal);
        Assert.Equal(2, Assert.Throws<OptionsValidationException>(() => Load(text)).Failures.Count());
    }

    [Fact]
    public void Text_that_is_no_TOML_is_refused_with_its_place()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Load("mode = \"production\"\n[node\n"));
        Assert.Contains("(2,", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("nowhere.toml", Assert.Throws<OptionsValidationException>(() => NodeConfiguration.Load("nowhere.toml")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_environment_overrides_the_file()
    {
        Environment.SetEnvironmentVariable("AMATERS__TIMING__SEAL_DELAY_MS", "77");
        try
        {
            Assert.Equal(77, Load(Valid()).Timing.SealDelayMs);
        }
        finally
        {
            Environment.SetEnvironmentVariable("AMATERS__TIMING__SEAL_DELAY_MS", null);
        }
    }

    [Fact]
    public void Embedded_needs_nothing_and_checks_its_shape()
    {
        Assert.Equal(NodeMode.Embedded, Load("mode = \"embedded\"").Mode);
        var refused = Assert.Throws<OptionsValidationException>(() => Load("mode = \"embedded\"\n[embedded]\ncommands = 129\ndepth = 0"));
        Assert.Collection(refused.Failures, failure => Assert.StartsWith("embedded.commands", failure, StringComparison.Ordinal), failure => Assert.StartsWith("embedded.depth", failure, StringComparison.Ordinal));
    }

    [Fact]
    public void Production_refuses_a_ledger_that_was_founded_on_a_development_key()
    {
        var options = TrialOptions(isDevelopmentKey: true);
        options.Mode = NodeMode.Production;
        Assert.Contains("development key", Assert.Throws<InvalidDataException>(() => NodeSetupLoader.Load(options)).Message, StringComparison.Ordinal);
        options.Mode = NodeMode.Development;
        Assert.Equal(1ul, NodeSetupLoader.Load(options).NodeId);
    }

    [Fact]
    public void Production_takes_a_ledger_that_was_founded_on_a_ceremony()
    {
        var options = TrialOptions(isDevelopmentKey: false);
        options.Mode = NodeMode.Production;
        Assert.Equal(1ul, NodeSetupLoader.Load(options).NodeId);
    }

    [Theory]
    [InlineData("genesis.json", "node.genesis")]
    [InlineData("verifying-key.bin", "node.verifying_key")]
    [InlineData("checkpoints-1.key", "checkpoint key")]
    [InlineData("server.pem", "tls.certificate")]
    [InlineData("peers/node-1.pem", "tls.peers")]
    public void A_damaged_file_is_refused_by_its_key(string file, string message)
    {
        var options = TrialOptions(isDevelopmentKey: true);
        var path = Path.Combine(_folder.FullName, file);
        File.WriteAllText(path, File.ReadAllText(path)[..20]);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => NodeSetupLoader.Load(options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_nodes_checkpoint_key_is_refused()
    {
        var options = TrialOptions(isDevelopmentKey: true);
        options.Node.CheckpointKey = Files.CheckpointKey(2);
        Assert.StartsWith("node.checkpoint_key", Assert.Throws<InvalidDataException>(() => NodeSetupLoader.Load(options)).Message, StringComparison.Ordinal);
    }

    private NodeOptions TrialOptions(bool isDevelopmentKey)
    {
        TrialFounding.Found(Files, "trial", 3, TrialKey.Create(isDevelopmentKey), ["localhost"], DateTimeOffset.UtcNow);
        var addresses = PortPlan.Usual(3).ToDictionary(node => node.Key, node => TrialAddress.OnLoopback(node.Value));
        File.WriteAllText(Files.Configuration(1), new TrialConfiguration(addresses).Render(Files, 1));
        return NodeConfiguration.Load(Files.Configuration(1));
    }

    private NodeOptions Load(string text)
    {
        File.WriteAllText(Files.Genesis, "a file that exists");
        var path = Path.Combine(_folder.FullName, "node.toml");
        File.WriteAllText(path, text);
        return NodeConfiguration.Load(path);
    }

    private static string WithAdmin(string lines) => Valid().Replace($"certificates = [\"{Fingerprint}\"]", lines, StringComparison.Ordinal);

    private static string Valid() => $"""
        mode = "production"
        [node]
        id = 2
        data = "data"
        genesis = "genesis.json"
        verifying_key = "genesis.json"
        checkpoint_key = "genesis.json"
        [listen]
        clients = "0.0.0.0:7400"
        peers = "0.0.0.0:7401"
        status = "127.0.0.1:7402"
        [tls]
        certificate = "genesis.json"
        key = "genesis.json"
        peers = "."
        [members.2]
        peer = "https://two.example:7401"
        client = "https://two.example:7400"
        [queue]
        connection = "Host=queue"
        [admin]
        certificates = ["{Fingerprint}"]
        [limits]
        stream_concurrency = 64
        commands_per_second = 0.5
        [timing]
        tick_ms = 100
        [telemetry]
        otlp = "http://collector:4317"
        """;
}
