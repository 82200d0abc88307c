using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;

namespace Amaters.Scenarios;

/// <summary>One node of a group, with the smallest host there can be: storage in memory, and a state machine that joins all payloads.</summary>
internal sealed class ScenarioNode
{
    private readonly Func<LogIndex, RaftConfig> _configure;

    /// <summary>Starts a node on a log of which all up to <paramref name="applied"/> is applied.</summary>
    public ScenarioNode(Func<LogIndex, RaftConfig> configure, ScenarioStorage storage, LogIndex applied)
    {
        _configure = configure;
        Config = configure(applied);
        Storage = storage;
        Raft = new(Config);
    }

    /// <summary>The node.</summary>
    public RawNode Raft { get; }

    /// <summary>Its settings.</summary>
    public RaftConfig Config { get; }

    /// <summary>Its log and applied state.</summary>
    public ScenarioStorage Storage { get; }

    /// <summary>Append work that was asked for and not done, with asynchronous storage.</summary>
    public Queue<Message> AppendWork { get; } = new();

    /// <summary>Apply work that was asked for and not done, with asynchronous storage.</summary>
    public Queue<Message> ApplyWork { get; } = new();

    /// <summary>The same node after its process died: log and applied state are there, work not done is gone.</summary>
    public ScenarioNode Restarted() => new(_configure, Storage, Storage.Applied.Metadata.Index);

    /// <summary>Stores what a Ready or a StorageAppend asks for.</summary>
    public void Store(HardState? hardState, IReadOnlyList<Entry> entries, Snapshot? snapshot)
    {
        if (hardState is { IsEmpty: false } changed)
            Storage.Memory.SetHardState(changed);
        if (snapshot is not null)
        {
            Storage.Memory.ApplySnapshot(snapshot);
            Storage.Applied = snapshot;
        }

        Storage.Memory.Append(entries);
    }

    /// <summary>Applies committed entries.</summary>
    public void Apply(IReadOnlyList<Entry> entries)
    {
        foreach (var entry in entries)
        {
            var payload = entry.Data;
            var confState = Storage.Applied.Metadata.ConfState;
            if (entry.Type != EntryType.Normal)
            {
                Invariant.Holds(ConfChange.TryDecode(entry.Data.Span, out var change), $"unreadable configuration change at {entry.Id}");
                payload = change.Context;
                confState = Raft.ApplyConfChange(change);
            }

            Storage.Applied = new(new byte[][] { Storage.Applied.Data.ToArray(), payload.ToArray() }.SelectMany(bytes => bytes).ToArray(), new(confState, entry.Index, entry.Term));
        }
    }
}
