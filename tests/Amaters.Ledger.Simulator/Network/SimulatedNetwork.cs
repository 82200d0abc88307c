using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Clock;
using Amaters.Ledger.Simulator.Randomness;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Network;

/// <summary>Carries messages between nodes: late, in any order, twice, or never.</summary>
internal sealed class SimulatedNetwork(World world, Dice dice)
{
    private bool _isReliable;

    /// <summary>Which ways are cut.</summary>
    public CutLinks Cut { get; } = new();

    /// <summary>Sends a message of <paramref name="message"/>.From.</summary>
    public void Send(Message message)
    {
        if (IsLost(message))
        {
            ReportLoss(message);
            return;
        }

        Deliver(message, Latency());
        if (_isReliable || !dice.Chance(world.Plan.DuplicationPerMille))
            return;
        world.Coverage.Count(Fault.MessageDuplicated);
        Deliver(message, Latency());
    }

    /// <summary>From now on every message arrives, once, and soon.</summary>
    public void BecomeReliable()
    {
        _isReliable = true;
        Cut.Heal();
    }

    private bool IsLost(Message message)
    {
        if (Cut.IsCut(message.From, message.To))
        {
            world.Coverage.Count(Fault.MessageCutByPartition);
            return true;
        }

        if (_isReliable || !dice.Chance(world.Plan.LossPerMille))
            return false;
        world.Coverage.Count(Fault.MessageLost);
        return true;
    }

    /// <summary>A transport mostly does not know what it has lost; but the end of a snapshot's transfer it always reports, one way or the other.</summary>
    private void ReportLoss(Message message)
    {
        if (message.Type == MessageType.Snap)
        {
            world.Coverage.Count(Mark.SnapshotTransferFailed);
            world.Scheduler.After(Latency(), () => world.Cluster.Find(message.From)?.Input(raft => raft.ReportSnapshot(message.To, isDelivered: false)));
        }
        else if (dice.Chance(100))
        {
            world.Coverage.Count(Fault.PeerReportedUnreachable);
            world.Scheduler.After(Latency(), () => world.Cluster.Find(message.From)?.Input(raft => raft.ReportUnreachable(message.To)));
        }
    }

    private void Deliver(Message message, long latency) => world.Scheduler.After(latency, () =>
    {
        var receiver = world.Cluster.Find(message.To);
        var isReceived = receiver is not null && receiver.Receive(message);
        if (message.Type == MessageType.Snap)
            world.Cluster.Find(message.From)?.Input(raft => raft.ReportSnapshot(message.To, isReceived));
    });

    private long Latency()
    {
        if (!_isReliable && dice.Chance(world.Plan.DelayPerMille))
        {
            world.Coverage.Count(Fault.MessageDelayed);
            return dice.Between(10 * Scheduler.Millisecond, 3 * Scheduler.Second);
        }

        return dice.Between(Scheduler.Millisecond / 5, 10 * Scheduler.Millisecond);
    }
}
