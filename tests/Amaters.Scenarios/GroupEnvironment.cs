using System.Text;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;

namespace Amaters.Scenarios;

/// <summary>A group of nodes with a network that delivers on command. After each command, <see cref="SafetyChecker"/> judges the whole group.</summary>
public sealed partial class GroupEnvironment : IScenarioEnvironment
{
    private const string ChangeCommand = "propose-conf-change";

    private readonly SortedList<NodeId, ScenarioNode> _nodes = [];
    private readonly List<Message> _network = [];
    private readonly ScenarioOutput _output = new();
    private readonly SafetyChecker _safety = new();

    /// <inheritdoc/>
    public string Execute(ScenarioCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Attempt(command);
        // Lines of input are changes for one command, and further commands for all others.
        if (command.Name != ChangeCommand)
        {
            foreach (var line in command.Input.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                Attempt(ScenarioCommand.Parse(line, ""));
        }

        return _output.Take();
    }

    private void Attempt(ScenarioCommand command)
    {
        try
        {
            Run(command);
            command.RequireAllUsed();
        }
        catch (CommandRefusedException refusal)
        {
            _output.WriteError(refusal.Message);
        }

        _safety.Check(_nodes.Values);
    }

    private void Run(ScenarioCommand command)
    {
        switch (command.Name)
        {
            case "add-nodes":
                AddNodes(command);
                break;
            case "campaign":
                Node(command.Node(0)).Raft.Campaign();
                break;
            case "propose":
                Report(Node(command.Node(0)).Raft.Propose(Encoding.UTF8.GetBytes(command.Word(1))));
                break;
            case ChangeCommand:
                ProposeConfChange(command);
                break;
            case "process-ready":
                ForEach(command.Nodes, "handling Ready", ProcessReady);
                break;
            case "process-append-thread":
                ForEach(command.Nodes, "processing append thread", ProcessAppend);
                break;
            case "process-apply-thread":
                ForEach(command.Nodes, "processing apply thread", ProcessApply);
                break;
            case "deliver-msgs":
                DeliverMessages(command);
                break;
            case "stabilize":
                Stabilize(command);
                break;
            case "tick-heartbeat":
                Tick(command.Node(0), node => node.Config.HeartbeatTick);
                break;
            case "tick-election":
                Tick(command.Node(0), node => node.Config.ElectionTick);
                break;
            case "set-randomized-election-timeout":
                Node(command.Node(0)).Raft.SetElectionTimeout((int)Required(command, "timeout"));
                break;
            case "compact":
                Compact(command.Node(0), new(ScenarioCommand.Number(command.Word(1))));
                break;
            case "raft-log":
                ShowLog(command.Node(0));
                break;
            case "raft-state":
                ShowStates();
                break;
            case "status":
                ShowStatus(command.Node(0));
                break;
            case "log-level":
                _output.SetLevel(command.Word(0));
                break;
            case "transfer-leadership":
                Node(new(Required(command, "from"))).Raft.TransferLeader(new(Required(command, "to")));
                break;
            case "forget-leader":
                Node(command.Node(0)).Raft.ForgetLeader();
                break;
            case "report-unreachable":
                Node(command.Node(0)).Raft.ReportUnreachable(command.Node(1));
                break;
            case "report-snapshot":
                Node(command.Node(0)).Raft.ReportSnapshot(command.Node(1), command.FlagOf("delivered") ?? true);
                break;
            case "read-index":
                Node(command.Node(0)).Raft.ReadIndex(Encoding.UTF8.GetBytes(command.Word(1)));
                break;
            case "restart":
                Restart(command.Node(0));
                break;
            case "send-snapshot":
                SendSnapshot(command.Node(0), command.Node(1));
                break;
            default:
                throw new CommandRefusedException("unknown command");
        }
    }

    private ScenarioNode Node(NodeId id) => _nodes.TryGetValue(id, out var node) ? node : throw new ScenarioException($"there is no node {id}");

    private static ulong Required(ScenarioCommand command, string key) =>
        command.NumberOf(key) ?? throw new ScenarioException($"'{command.Name}' lacks '{key}='");

    private void ForEach(IReadOnlyList<NodeId> ids, string doing, Action<ScenarioNode> work)
    {
        foreach (var id in ids)
        {
            if (ids.Count == 1)
                work(Node(id));
            else
                Part(id, doing, () => work(Node(id)));
        }
    }

    private void Part(NodeId id, string doing, Action work)
    {
        _output.WriteLine($"> {id} {doing}");
        _output.Indented(work);
    }

    private void Tick(NodeId id, Func<ScenarioNode, int> count)
    {
        var node = Node(id);
        for (var i = 0; i < count(node); i++)
            node.Raft.Tick();
    }

    private void ProposeConfChange(ScenarioCommand command)
    {
        if (command.Keys.FirstOrDefault(key => key is not ("v1" or "transition")) is { } unknownKey)
            throw new CommandRefusedException($"unknown command {unknownKey}");
        var transition = command.Value("transition") switch
        {
            null or "auto" => ConfChangeTransition.Auto,
            "implicit" => ConfChangeTransition.JointImplicit,
            "explicit" => ConfChangeTransition.JointExplicit,
            var unknown => throw new CommandRefusedException($"unknown transition {unknown}"),
        };
        var change = new ConfChange { Transition = transition, Changes = ConfChangeNotation.Parse(command.Input) };
        var isV1 = command.FlagOf("v1") ?? false;
        if (isV1 && (change.NeedsJoint || change.Changes.Count != 1))
            throw new CommandRefusedException("v1 conf change can only have one operation and no transition");
        Report(Node(command.Node(0)).Raft.ProposeConfChange(change, isV1 ? EntryType.ConfChange : EntryType.ConfChangeV2));
    }

    private void SendSnapshot(NodeId from, NodeId to)
    {
        var node = Node(from);
        var message = new Message { Type = MessageType.Snap, From = from, To = to, Term = node.Raft.Status().HardState.Term, Snapshot = node.Storage.Applied };
        _network.Add(message);
        _output.WriteLine(RaftText.Describe(message));
    }

    /// <summary>Says what etcd-io/raft says of a message or proposal that was not taken.</summary>
    private void Report(StepOutcome outcome)
    {
        switch (outcome)
        {
            case StepOutcome.ProposalDropped:
                _output.WriteError("raft proposal dropped");
                break;
            case StepOutcome.UnknownPeer:
                _output.WriteLine("raft: cannot step as peer not found");
                break;
            case StepOutcome.LocalMessage:
                _output.WriteLine("raft: cannot step raft local message");
                break;
            default:
                break;
        }
    }
}
