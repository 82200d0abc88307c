using Amaters.Ledger.Consensus;
using Amaters.Ledger.RaftNode;
using Amaters.Ledger.Replication.Peers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amaters.Ledger.Replication.Tests.Loop;

/// <summary>A group of one member in this process, for which time stands still but for ticks made by hand.</summary>
internal sealed class LoneMember : IDisposable
{
    /// <summary>The member, and one that can be added but never answers.</summary>
    public const ulong Node = 81, Absent = 82;

    public static readonly TimeSpan HangLimit = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("amaters-lone-").FullName;
    private readonly StoppedClock _clock = new();

    public LoneMember() => DevelopmentCertificates.Write(_folder, new GroupId(8), [Node, Absent], DateTimeOffset.UtcNow);

    public static byte[] Command(string key) => KeyValueMachine.Command(System.Text.Encoding.ASCII.GetBytes(key), "value"u8);

    public static Dictionary<ulong, Uri> Addresses(ulong node) => new() { [node] = new("https://127.0.0.1:1") };

    public RaftGroup Start(IReplicatedStateMachine machine) => RaftGroup.Start(
        new RaftGroupOptions
        {
            Folder = Path.Combine(_folder, "node"),
            Credentials = PeerCredentials.Load(_folder, Node),
            Founders = Addresses(Node),
            RandomSeed = Node,
            Tick = StoppedClock.TickLength,
        },
        machine, _clock, NullLoggerFactory.Instance);

    /// <summary>Ticks until it leads and has applied everything.</summary>
    public async Task LeadAsync(RaftGroup group)
    {
        var leads = group.WaitForAsync(status => status.Role == RaftRole.Leader && status.Applied == status.LastIndex, TestContext.Current.CancellationToken);
        while (!leads.IsCompleted)
        {
            _clock.Tick();
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        await leads;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
