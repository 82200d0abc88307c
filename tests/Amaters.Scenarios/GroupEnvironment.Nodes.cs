using System.Text;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Quorum;

namespace Amaters.Scenarios;

/// <content>Adding nodes and showing their state.</content>
public sealed partial class GroupEnvironment
{
    /// <summary>Nodes are numbered in the order they come. Given a snapshot's parts, all of them start from that snapshot, in term 1.</summary>
    private void AddNodes(ScenarioCommand command)
    {
        var voters = NodeSet.Of((command.Values("voters") ?? []).Select(value => new NodeId(ScenarioCommand.Number(value))));
        var learners = NodeSet.Of((command.Values("learners") ?? []).Select(value => new NodeId(ScenarioCommand.Number(value))));
        var index = new LogIndex(command.NumberOf("index") ?? 0);
        var content = Encoding.UTF8.GetBytes(command.Value("content") ?? "");
        var readOnly = command.Value("read-only");
        if (readOnly is not (null or "safe" or "lease-based"))
            throw new CommandRefusedException($"invalid read-only option \"{readOnly}\"");
        var isBootstrap = voters.Count + learners.Count + content.Length > 0 || index > LogIndex.Zero;
        if (isBootstrap && index <= new LogIndex(1))
            throw new CommandRefusedException("index must be specified as > 1 due to bootstrap");
        var count = ScenarioCommand.Number(command.Word(0));
        for (ulong i = 0; i < count; i++)
        {
            var id = new NodeId((ulong)_nodes.Count + 1);
            var storage = new ScenarioStorage();
            if (isBootstrap)
            {
                storage.Applied = new(content, new(new() { Voters = voters, Learners = learners }, index, new(1)));
                storage.Memory.ApplySnapshot(storage.Applied);
            }

            _nodes.Add(id, new(applied => Configure(command, id, storage, applied), storage, index));
        }
    }

    /// <summary>The process dies and starts again: what was not stored is lost, what was sent is under way still.</summary>
    private void Restart(NodeId id)
    {
        _nodes[id] = Node(id).Restarted();
        _network.RemoveAll(message => IsFor(message, id) && IsWithinHost(message));
        _safety.Restarted(id, _nodes[id].Storage.InitialState().HardState);
    }

    private static RaftConfig Configure(ScenarioCommand command, NodeId id, ScenarioStorage storage, LogIndex applied) => new()
    {
        Id = id,
        Storage = storage,
        Random = new SeededRandom(id.Value),
        ElectionTick = 3,
        HeartbeatTick = 1,
        Applied = applied,
        MaxSizePerMessage = command.NumberOf("max-size-per-msg") ?? RaftConfig.NoLimit,
        MaxUncommittedEntriesSize = RaftConfig.NoLimit,
        MaxInflightMessages = (int)(command.NumberOf("inflight") ?? int.MaxValue),
        AsyncStorageWrites = command.FlagOf("async-storage-writes") ?? false,
        PreVote = command.FlagOf("prevote") ?? false,
        CheckQuorum = command.FlagOf("checkquorum") ?? false,
        MaxCommittedSizePerReady = command.NumberOf("max-committed-size-per-ready") ?? RaftConfig.NoLimit,
        DisableConfChangeValidation = command.FlagOf("disable-conf-change-validation") ?? false,
        StepDownOnRemoval = command.FlagOf("step-down-on-removal") ?? false,
        ReadOnlyOption = command.Value("read-only") == "lease-based" ? ReadOnlyOption.LeaseBased : ReadOnlyOption.Safe,
    };

    private void Compact(NodeId id, LogIndex index)
    {
        var storage = Node(id).Storage;
        if (index > storage.Applied.Metadata.Index)
            throw new ScenarioException($"node {id} has applied no more than {storage.Applied.Metadata.Index}");
        if (!storage.Memory.Compact(index))
            _output.WriteError("requested index is unavailable due to compaction");
        else
            ShowLog(id);
    }

    private void ShowLog(NodeId id)
    {
        var storage = Node(id).Storage;
        if (storage.LastIndex < storage.FirstIndex)
        {
            _output.WriteLine($"log is empty: first index={storage.FirstIndex}, last index={storage.LastIndex}");
            return;
        }

        storage.Entries(storage.FirstIndex, storage.LastIndex.Next, RaftConfig.NoLimit, out var entries);
        _output.WriteLine(RaftText.Describe(entries));
    }

    private void ShowStates()
    {
        foreach (var node in _nodes.Values)
        {
            var status = node.Raft.Status();
            var voter = status.Configuration.Voters.Contains(status.Id) ? "(Voter)" : "(Non-Voter)";
            _output.WriteLine($"{status.Id}: State{status.SoftState.Role} {voter} Term:{status.HardState.Term} Lead:{status.SoftState.Leader}");
        }
    }

    private void ShowStatus(NodeId id)
    {
        var status = Node(id).Raft.Status();
        foreach (var (member, progress) in status.Progress)
            _output.WriteLine($"{member}: {progress.Describe(status.Configuration.Learners.Contains(member))}");
    }
}
