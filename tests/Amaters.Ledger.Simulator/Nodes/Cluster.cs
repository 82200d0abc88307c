using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Disk;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Nodes;

/// <summary>All machines, and what their operator knows and does: starting, replacing, switching off.</summary>
internal sealed class Cluster(World world)
{
    private readonly SortedList<NodeId, SimulatedNode> _nodes = [];
    private readonly SortedSet<NodeId> _pastMembers = [];
    private (LogIndex Index, ConfState State) _newest = (LogIndex.Zero, ConfState.Empty);

    /// <summary>All machines in service.</summary>
    public IEnumerable<SimulatedNode> Nodes => _nodes.Values.Where(node => !node.IsSwitchedOff);

    /// <summary>The newest configuration that any node has applied.</summary>
    public ConfState Configuration => _newest.State;

    /// <summary>Voters and learners of <see cref="Configuration"/>, of both halves.</summary>
    public IEnumerable<NodeId> Members => Configuration.Voters.Union(Configuration.VotersOutgoing).Union(Configuration.Learners).Order();

    /// <summary>Whether a node was ever added. Its id is then never used again.</summary>
    public bool WasMember(NodeId id) => _pastMembers.Contains(id);

    /// <summary>The machine of that name, if it is in service.</summary>
    public SimulatedNode? Find(NodeId id) => _nodes.TryGetValue(id, out var node) && !node.IsSwitchedOff ? node : null;

    /// <summary>The node that leads the highest term, if any does.</summary>
    public SimulatedNode? Leader
    {
        get
        {
            SimulatedNode? leader = null;
            var highest = Term.Zero;
            foreach (var node in Nodes)
            {
                if (!node.IsUp || node.Status is not { SoftState.Role: RaftRole.Leader } status || status.HardState.Term <= highest)
                    continue;
                (leader, highest) = (node, status.HardState.Term);
            }

            return leader;
        }
    }

    /// <summary>Founds a group: every voter begins with the same first configuration on its disk.</summary>
    public void Found(int count)
    {
        NodeId[] voters = [.. Enumerable.Range(1, count).Select(number => new NodeId((ulong)number))];
        var first = new Snapshot(new StateMachine().Encode(), new(new() { Voters = voters }, new(1), new(1)));
        Configured(first.Metadata.Index, first.Metadata.ConfState);
        foreach (var voter in voters)
            Add(voter, new() { HardState = new HardState(new(1), NodeId.None, new(1)), Received = first }).Start();
    }

    /// <summary>Sets up one more machine, with an empty disk and an id that was never used.</summary>
    public NodeId Join()
    {
        var id = new NodeId(_nodes.Keys[^1].Value + 1);
        Add(id, first: null).Start();
        return id;
    }

    /// <summary>A node has applied a configuration.</summary>
    public void Configured(LogIndex index, ConfState state)
    {
        if (index <= _newest.Index)
            return;
        _newest = (index, state);
        _pastMembers.UnionWith(Members);
    }

    /// <summary>Starts a machine that is down, if its disk lets it.</summary>
    public void Restart(SimulatedNode node)
    {
        if (node.IsUp || node.IsSwitchedOff)
            return;
        world.Coverage.Count(Fault.Restart);
        node.Start();
    }

    /// <summary>
    /// Switches off machines that were removed, but only once every member knows for good that they were: until then, a member that restarts
    /// may still count by the configuration before, and need them.
    /// </summary>
    public void SwitchOffRemoved()
    {
        if (Configuration.VotersOutgoing.Count > 0 || !Members.All(id => Find(id)?.Store.Durable.HardState.Commit >= _newest.Index))
            return;
        foreach (var node in Nodes.Where(node => !Members.Contains(node.Id) && WasMember(node.Id)).ToArray())
        {
            world.Coverage.Count(Fault.ProcessSwitchedOff);
            node.SwitchOff();
        }
    }

    private SimulatedNode Add(NodeId id, LogRecord? first)
    {
        var node = new SimulatedNode(world, id, world.NodeDice.Chance(world.Plan.AsyncPerMille), first);
        _nodes.Add(id, node);
        return node;
    }
}
