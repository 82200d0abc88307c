using Amaters.Ledger.Consensus;

namespace Amaters.Scenarios;

/// <content>What hosts do: handle Readys, store, apply, and carry messages.</content>
public sealed partial class GroupEnvironment
{
    private void ProcessReady(ScenarioNode node)
    {
        var ready = node.Raft.Ready();
        _safety.CheckCommit(node, _nodes.Values);
        _output.WriteLine(RaftText.Describe(ready));
        if (!node.Config.AsyncStorageWrites)
        {
            node.Store(ready.HardState, ready.Entries, ready.Snapshot);
            node.Apply(ready.CommittedEntries);
        }

        foreach (var message in ready.Messages)
        {
            if (message.To == NodeId.AppendThread)
                node.AppendWork.Enqueue(message);
            else if (message.To == NodeId.ApplyThread)
                node.ApplyWork.Enqueue(message);
            else
                SendFrom(node, message);
        }

        if (!node.Config.AsyncStorageWrites)
            node.Raft.Advance();
    }

    /// <summary>Puts a message on the network; by then, whatever it promises must be durable.</summary>
    private void SendFrom(ScenarioNode node, Message message)
    {
        SafetyChecker.CheckPromise(node, message);
        _network.Add(message);
    }

    private void ProcessAppend(ScenarioNode node) => Process(node, node.AppendWork, "append", work =>
        node.Store(new(work.Term, work.Vote, work.Commit), work.Entries, work.Snapshot));

    private void ProcessApply(ScenarioNode node) => Process(node, node.ApplyWork, "apply", work => node.Apply(work.Entries));

    private void Process(ScenarioNode node, Queue<Message> queue, string kind, Action<Message> carryOut)
    {
        if (!queue.TryDequeue(out var work))
        {
            _output.WriteLine($"no {kind} work to perform");
            return;
        }

        _output.WriteLine("Processing:");
        _output.WriteLine(RaftText.Describe(work with { Responses = [] }));
        carryOut(work);
        _output.WriteLine("Responses:");
        foreach (var response in work.Responses)
        {
            _output.WriteLine(RaftText.Describe(response));
            SendFrom(node, response);
        }
    }

    private void DeliverMessages(ScenarioCommand command)
    {
        var type = command.Value("type") is { } name ? ParseType(name) : (MessageType?)null;
        var isKept = command.FlagOf("keep") ?? false;
        var recipients = new List<(NodeId Node, bool IsDropped)>();
        foreach (var (key, values) in command.InOrder.Where(argument => argument.Key is not ("type" or "keep")))
        {
            if (values is null)
                recipients.Add((new(ScenarioCommand.Number(key)), false));
            else if (key == "drop")
                recipients.AddRange(values.Select(value => (new NodeId(ScenarioCommand.Number(value)), true)));
            else
                throw new ScenarioException($"unknown argument '{key}' of '{command.Name}'");
        }

        if (recipients.FirstOrDefault(dropped => dropped.IsDropped && recipients.Contains((dropped.Node, false))) is { IsDropped: true } both)
            throw new ScenarioException($"messages to {both.Node} cannot be both delivered and dropped");
        var count = 0;
        foreach (var (node, isDropped) in recipients)
            count += Deliver(node, type, isDropped, isKept);
        if (count == 0)
            _output.WriteLine("no messages");
    }

    /// <summary>Delivers or drops. A message that is kept stays on the network, too, and can arrive again.</summary>
    private int Deliver(NodeId to, MessageType? type = null, bool isDropped = false, bool isKept = false)
    {
        bool IsMeant(Message message) => IsFor(message, to) && (type is null || message.Type == type) && !(isDropped && IsWithinHost(message));
        var messages = _network.FindAll(IsMeant);
        if (!isKept)
            _network.RemoveAll(IsMeant);
        foreach (var message in messages)
        {
            _output.WriteLine((isDropped ? "dropped: " : "") + RaftText.Describe(message));
            if (!isDropped)
                Report(Node(to).Raft.Step(message));
        }

        return messages.Count;
    }

    private void Stabilize(ScenarioCommand command)
    {
        var level = _output.Level;
        if (command.Value("log-level") is { } given)
            _output.SetLevel(given);
        ScenarioNode[] nodes = command.Nodes.Count > 0 ? [.. command.Nodes.Select(Node)] : [.. _nodes.Values];
        while (StabilizeOnce(nodes))
        {
        }

        _output.SetLevel(level);
    }

    /// <summary>One round: every Ready, then every message, then all append work, then all apply work. False when nothing was left to do.</summary>
    private bool StabilizeOnce(ScenarioNode[] nodes)
    {
        var isBusy = false;
        foreach (var node in nodes.Where(node => node.Raft.HasReady))
        {
            Part(node.Raft.Id, "handling Ready", () => ProcessReady(node));
            isBusy = true;
        }

        foreach (var id in nodes.Select(node => node.Raft.Id).Where(id => _network.Exists(message => IsFor(message, id))))
        {
            Part(id, "receiving messages", () => Deliver(id));
            isBusy = true;
        }

        return ProcessAll(nodes, node => node.AppendWork, "processing append thread", ProcessAppend)
            | ProcessAll(nodes, node => node.ApplyWork, "processing apply thread", ProcessApply)
            | isBusy;
    }

    private bool ProcessAll(ScenarioNode[] nodes, Func<ScenarioNode, Queue<Message>> queue, string doing, Action<ScenarioNode> process)
    {
        var isBusy = false;
        foreach (var node in nodes.Where(node => queue(node).Count > 0))
        {
            Part(node.Raft.Id, doing, () =>
            {
                while (queue(node).Count > 0)
                    process(node);
            });
            isBusy = true;
        }

        return isBusy;
    }

    private static bool IsFor(Message message, NodeId node) => message.To == node;

    /// <summary>What stays within a host cannot be lost.</summary>
    private static bool IsWithinHost(Message message) => message.From == message.To || message.From.IsLocalThread || message.To.IsLocalThread;

    private static MessageType ParseType(string name) =>
        name.StartsWith("Msg", StringComparison.Ordinal) && Enum.TryParse<MessageType>(name[3..], out var type) ? type : throw new ScenarioException($"unknown message type '{name}'");
}
