using System.Text;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Clients;
using Amaters.Ledger.Simulator.Clock;
using Amaters.Ledger.Simulator.Nodes;

namespace Amaters.Ledger.Simulator.Checkers;

/// <summary>
/// Liveness: once nothing goes wrong any more, the group elects a leader, commits a new write, and all members reach the same state, within
/// a bounded logical time. Safety has nothing to say about this, and this has nothing to say about safety.
/// </summary>
internal sealed class ConvergenceChecker(World world)
{
    private const long Patience = 120 * Scheduler.Second;
    private const int ProbeClient = 999;
    private long _probes;
    private bool _isProbeApplied;

    /// <summary>Runs the world until the group has converged.</summary>
    /// <exception cref="LivenessViolationException">It has not in time.</exception>
    public void AwaitConvergence()
    {
        var deadline = world.Scheduler.Now + Patience;
        var nextProbe = world.Scheduler.Now;
        while (!(_isProbeApplied && AreEqual()))
        {
            if (world.Scheduler.Now > deadline)
                throw new LivenessViolationException(Describe());
            if (world.Scheduler.Now >= nextProbe)
            {
                nextProbe += Scheduler.Second;
                Probe();
                world.Cluster.SwitchOffRemoved();
            }

            world.Scheduler.RunNext();
        }
    }

    /// <summary>Whether all members have applied the leader's whole log, to the same effect.</summary>
    private bool AreEqual()
    {
        if (world.Cluster.Leader is not { } leader || leader.Status is not { } status || status.Applied != status.LastIndex)
            return false;
        foreach (var id in world.Cluster.Members)
        {
            if (world.Cluster.Find(id) is not { IsUp: true } node || node.Machine.Applied != leader.Machine.Applied || node.Machine.Fingerprint != leader.Machine.Fingerprint)
                return false;
        }

        return true;
    }

    private void Probe()
    {
        if (_isProbeApplied)
            return;
        _probes++;
        var write = new Command(ProbeClient, _probes, OperationKind.Write, -1, _probes, 0);
        world.Cluster.Leader?.Propose(write, _ => _isProbeApplied = true, () => { });
    }

    private string Describe()
    {
        var text = new StringBuilder($"no convergence within {Patience / Scheduler.Second} s after the last fault; a new write was {(_isProbeApplied ? "" : "not ")}applied");
        foreach (var node in world.Cluster.Nodes)
        {
            text.Append($"\n  {node.Id}: ");
            if (!node.IsUp)
            {
                text.Append("down");
                continue;
            }

            var status = node.Status;
            text.Append($"{status.SoftState.Role} {RaftText.Describe(status.HardState)} last {status.LastIndex} applied {node.Machine.Applied} {status.Configuration}");
            foreach (var (peer, progress) in status.Progress)
                text.Append($"\n    {peer}: {progress}");
        }

        return text.ToString();
    }
}
