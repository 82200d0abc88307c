using Amaters.Ledger.Simulator.Clock;

namespace Amaters.Ledger.Simulator.Clients;

/// <summary>Fills the log with entries that change nothing, a thousand at a time, to make it long.</summary>
internal sealed class LogFiller(World world)
{
    private static readonly ReadOnlyMemory<byte> Data = new byte[16];
    private static readonly ReadOnlyMemory<byte>[] Batch = [.. Enumerable.Repeat(Data, 1000)];

    /// <summary>Begins to fill.</summary>
    public void Start() => world.Scheduler.After(10 * Scheduler.Millisecond, () =>
    {
        world.Cluster.Leader?.Input(raft => raft.Propose(Batch));
        if (!IsDone)
            Start();
    });

    /// <summary>Whether the log is as long as it should be.</summary>
    public bool IsDone => world.Judge.Committed.Value >= (ulong)world.Plan.Filling;
}
