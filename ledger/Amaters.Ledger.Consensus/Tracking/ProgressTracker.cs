using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Consensus.Quorum;

namespace Amaters.Ledger.Consensus.Tracking;

/// <summary>The configuration in force, the progress of every member, and the votes of the current election.</summary>
internal sealed class ProgressTracker(int maxInflightMessages, ulong maxInflightBytes) : IAcknowledgements
{
    private readonly SortedList<NodeId, Progress> _members = [];
    private readonly SortedList<NodeId, bool> _votes = [];

    /// <summary>The configuration in force.</summary>
    public Configuration Configuration { get; private set; } = Configuration.Empty;

    /// <summary>All members in ascending order.</summary>
    public IList<NodeId> Members => _members.Keys;

    /// <summary>Whether one node decides alone.</summary>
    public bool IsSingleton => Configuration.Voters is { Incoming.Count: 1, IsJoint: false };

    /// <summary>Progress of a member, or null.</summary>
    public Progress? this[NodeId node] => _members.TryGetValue(node, out var progress) ? progress : null;

    /// <summary>Whether <paramref name="node"/> is a member without a say.</summary>
    public bool IsLearner(NodeId node) => Configuration.Learners.Contains(node);

    /// <summary>RAFT-COMMIT-2: the highest index stored durably by a quorum.</summary>
    public LogIndex QuorumMatch => new(Configuration.Voters.Acknowledged(this));

    /// <inheritdoc/>
    public ulong AcknowledgedBy(NodeId node) => this[node]?.Match.Value ?? 0;

    /// <summary>Takes over a configuration: members that left are forgotten, new ones are probed from the end of the log.</summary>
    public void Switch(Configuration configuration, LogIndex lastIndex)
    {
        Configuration = configuration;
        for (var i = _members.Count - 1; i >= 0; i--)
        {
            if (!configuration.Contains(_members.Keys[i]))
                _members.RemoveAt(i);
        }

        foreach (var node in configuration.Members)
        {
            // A newcomer counts as active, or the next check of the quorum could depose the leader that added it.
            if (!_members.ContainsKey(node))
                _members.Add(node, NewProgress(LogIndex.Zero, LogIndex.Later(lastIndex, new(1)), isRecentlyActive: true));
        }
    }

    /// <summary>Forgets what was known of all members, as a change of term or role demands.</summary>
    public void ResetProgress(NodeId self, LogIndex lastIndex)
    {
        for (var i = 0; i < _members.Count; i++)
        {
            var match = _members.Keys[i] == self ? lastIndex : LogIndex.Zero;
            _members.SetValueAtIndex(i, NewProgress(match, lastIndex.Next, isRecentlyActive: false));
        }
    }

    /// <summary>Forgets members altogether, before a snapshot brings the ones as of its index.</summary>
    public void Clear()
    {
        _members.Clear();
        _votes.Clear();
    }

    /// <summary>Forgets all votes.</summary>
    public void ResetVotes() => _votes.Clear();

    /// <summary>Notes a vote; only a node's first counts.</summary>
    public void RecordVote(NodeId node, bool isGranted) => _votes.TryAdd(node, isGranted);

    /// <summary>Where the election stands.</summary>
    public VoteResult TallyVotes() => Configuration.Voters.Tally(_votes);

    /// <summary>RAFT-QUORUM-6, thesis §6.2: whether a quorum was heard from since the last check.</summary>
    public bool IsQuorumActive()
    {
        var active = new SortedList<NodeId, bool>();
        foreach (var (node, progress) in _members)
            active.Add(node, progress.IsRecentlyActive);
        return Configuration.Voters.Tally(active) == VoteResult.Won;
    }

    private Progress NewProgress(LogIndex match, LogIndex next, bool isRecentlyActive) =>
        new(match, next, new(maxInflightMessages, maxInflightBytes)) { IsRecentlyActive = isRecentlyActive };
}
