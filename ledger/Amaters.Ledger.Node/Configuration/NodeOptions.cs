namespace Amaters.Ledger.Node.Configuration;

/// <summary>Everything that a configuration file may say. Checked by <see cref="NodeOptionsValidator"/> before a node starts.</summary>
internal sealed class NodeOptions
{
    /// <summary><c>mode</c>.</summary>
    public NodeMode Mode { get; set; } = NodeMode.Production;

    /// <summary><c>[node]</c>: who this node is and where its files lie.</summary>
    public IdentityOptions Node { get; set; } = new();

    /// <summary><c>[listen]</c>: where it listens.</summary>
    public ListenOptions Listen { get; set; } = new();

    /// <summary><c>[tls]</c>: with which certificates.</summary>
    public TlsOptions Tls { get; set; } = new();

    /// <summary><c>[members.ID]</c>: where each member of the group is reached.</summary>
    public Dictionary<string, MemberOptions> Members { get; set; } = [];

    /// <summary><c>[queue]</c>: the proof queue.</summary>
    public QueueOptions Queue { get; set; } = new();

    /// <summary><c>[archive]</c>: the auditors' database.</summary>
    public ArchiveOptions Archive { get; set; } = new();

    /// <summary><c>[admin]</c>: who may call the admin service and see the queue's dashboard.</summary>
    public AccessOptions Admin { get; set; } = new();

    /// <summary><c>[proving]</c>: who may fetch batches; open to everyone where it is empty, since no worker is trusted anyway.</summary>
    public AccessOptions Proving { get; set; } = new();

    /// <summary><c>[limits]</c>.</summary>
    public LimitOptions Limits { get; set; } = new();

    /// <summary><c>[timing]</c>.</summary>
    public TimingOptions Timing { get; set; } = new();

    /// <summary><c>[telemetry]</c>.</summary>
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary><c>[embedded]</c>: for <see cref="NodeMode.Embedded"/> only.</summary>
    public EmbeddedOptions Embedded { get; set; } = new();
}

/// <summary><c>[node]</c>.</summary>
internal sealed class IdentityOptions
{
    /// <summary><c>id</c>: the Raft id that the genesis document or a later membership change gives this node.</summary>
    public ulong Id { get; set; }

    /// <summary><c>data</c>: folder for log, snapshots and state; it belongs to this node alone.</summary>
    public string Data { get; set; } = "";

    /// <summary><c>genesis</c>: file of the genesis document.</summary>
    public string Genesis { get; set; } = "";

    /// <summary><c>verifying_key</c>: file of the verifying key that the genesis document names.</summary>
    [ConfigurationKeyName("verifying_key")]
    public string VerifyingKey { get; set; } = "";

    /// <summary><c>checkpoint_key</c>: file of the Ed25519 key that signs this node's checkpoints.</summary>
    [ConfigurationKeyName("checkpoint_key")]
    public string CheckpointKey { get; set; } = "";
}

/// <summary><c>[listen]</c>. Each is ADDRESS:PORT; port 0 takes a free one.</summary>
internal sealed class ListenOptions
{
    /// <summary><c>clients</c>: gRPC over TLS.</summary>
    public string Clients { get; set; } = "127.0.0.1:7400";

    /// <summary><c>peers</c>: Raft over mutual TLS.</summary>
    public string Peers { get; set; } = "127.0.0.1:7401";

    /// <summary><c>status</c>: status page, metrics and the queue's dashboard, in plain HTTP; keep it on loopback or behind a proxy.</summary>
    public string Status { get; set; } = "127.0.0.1:7402";
}

/// <summary><c>[tls]</c>.</summary>
internal sealed class TlsOptions
{
    /// <summary><c>certificate</c>: PEM file that clients are shown, chain included.</summary>
    public string Certificate { get; set; } = "";

    /// <summary><c>key</c>: PEM file of its private key.</summary>
    public string Key { get; set; } = "";

    /// <summary><c>peers</c>: folder with <c>authority.pem</c>, <c>node-ID.pem</c> and <c>node-ID.key</c>.</summary>
    public string Peers { get; set; } = "";
}

/// <summary><c>[members.ID]</c>.</summary>
internal sealed class MemberOptions
{
    /// <summary><c>peer</c>: https address of its peer listener.</summary>
    public string Peer { get; set; } = "";

    /// <summary><c>client</c>: https address of its client listener, for redirects to the leader.</summary>
    public string Client { get; set; } = "";
}

/// <summary><c>[queue]</c>.</summary>
internal sealed class QueueOptions
{
    /// <summary><c>connection</c>: Npgsql connection string; empty for a queue in this process's memory.</summary>
    public string Connection { get; set; } = "";

    /// <summary><c>proving_key</c>: a sealed proving key; where it is given, this process also works off the queue.</summary>
    [ConfigurationKeyName("proving_key")]
    public string ProvingKey { get; set; } = "";
}

/// <summary><c>[archive]</c>.</summary>
internal sealed class ArchiveOptions
{
    /// <summary><c>connection</c>: Npgsql connection string; empty for no archive.</summary>
    public string Connection { get; set; } = "";
}

/// <summary><c>[admin]</c>, <c>[proving]</c>.</summary>
internal sealed class AccessOptions
{
    /// <summary><c>token</c>: secret that callers send as <c>authorization: Bearer TOKEN</c>. Best set by environment.</summary>
    public string Token { get; set; } = "";

    /// <summary><c>token_file</c>: file whose first line is the token, for secrets that a container or service manager mounts; instead of <c>token</c>.</summary>
    [ConfigurationKeyName("token_file")]
    public string TokenFile { get; set; } = "";

    /// <summary><c>certificates</c>: SHA-256 fingerprints, in hexadecimal, of client certificates that are let in.</summary>
    public List<string> Certificates { get; set; } = [];
}

/// <summary><c>[limits]</c>.</summary>
internal sealed class LimitOptions
{
    /// <summary><c>unapplied_commands</c>: commands that may be committed and not yet applied before admission refuses more.</summary>
    [ConfigurationKeyName("unapplied_commands")]
    public ulong UnappliedCommands { get; set; } = 4096;

    /// <summary><c>commands_per_second</c>: of one client, on average.</summary>
    [ConfigurationKeyName("commands_per_second")]
    public double CommandsPerSecond { get; set; } = 1000;

    /// <summary><c>stream_concurrency</c>: commands of one SubmitStream call that are under way at once.</summary>
    [ConfigurationKeyName("stream_concurrency")]
    public int StreamConcurrency { get; set; } = 256;

    /// <summary><c>connections</c>: connections that all listeners together accept.</summary>
    public int Connections { get; set; } = 4096;
}

/// <summary><c>[timing]</c>.</summary>
internal sealed class TimingOptions
{
    /// <summary><c>tick_ms</c>: length of a Raft tick; an election takes ten to twenty.</summary>
    [ConfigurationKeyName("tick_ms")]
    public int TickMs { get; set; } = 100;

    /// <summary><c>seal_delay_ms</c>: how long a batch waits to be filled.</summary>
    [ConfigurationKeyName("seal_delay_ms")]
    public int SealDelayMs { get; set; } = 200;
}

/// <summary><c>[telemetry]</c>.</summary>
internal sealed class TelemetryOptions
{
    /// <summary><c>otlp</c>: address of an OpenTelemetry collector for metrics and traces; empty for none. Prometheus is always served.</summary>
    public string Otlp { get; set; } = "";
}

/// <summary><c>[embedded]</c>.</summary>
internal sealed class EmbeddedOptions
{
    /// <summary><c>data</c>: folder of all three nodes.</summary>
    public string Data { get; set; } = "";

    /// <summary><c>commands</c>: commands per batch, k.</summary>
    public int Commands { get; set; } = 8;

    /// <summary><c>depth</c>: levels of the state tree.</summary>
    public int Depth { get; set; } = 14;
}
