using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Consensus.Storage;

namespace Amaters.Ledger.Consensus.Core;

/// <content>Time, campaigns and votes (thesis §3.4, §3.6.1, §9.6).</content>
internal sealed partial class Raft
{
    private int _electionElapsed;
    private int _heartbeatElapsed;
    private int _electionTimeout;
    private LogIndex _searchedTo, _foundConfChange;

    /// <summary>One unit of time.</summary>
    public void Tick()
    {
        _electionElapsed++;
        if (Role == RaftRole.Leader)
            TickLeader();
        else if (IsPromotable && _electionElapsed >= _electionTimeout)
            CampaignByTimeout();
    }

    /// <summary>For scenarios: what the random draw would have given, until the next draw.</summary>
    public void SetElectionTimeout(int ticks) => _electionTimeout = ticks;

    /// <summary>RAFT-ELECT-2: whether this node could lead. Learners, removed nodes and nodes amid a snapshot cannot.</summary>
    private bool IsPromotable => _tracker[Id] is not null && !_tracker.IsLearner(Id) && Log.Unstable.Snapshot is null;

    private void CampaignByTimeout()
    {
        _electionElapsed = 0;
        Step(new() { Type = MessageType.Hup, From = Id });
    }

    private void TickLeader()
    {
        _heartbeatElapsed++;
        if (_electionElapsed >= _config.ElectionTick)
        {
            _electionElapsed = 0;
            if (_config.CheckQuorum)
                Step(new() { Type = MessageType.CheckQuorum, From = Id });
            // RAFT-TRANSFER-3, thesis §3.10: a transfer that takes an election timeout has failed.
            if (Role == RaftRole.Leader)
                AbortTransfer();
        }

        if (Role == RaftRole.Leader && _heartbeatElapsed >= _config.HeartbeatTick)
        {
            _heartbeatElapsed = 0;
            Step(new() { Type = MessageType.Beat, From = Id });
        }
    }

    /// <summary>RAFT-ELECT-3, thesis §3.4: the timeout is random, so that votes are rarely split twice.</summary>
    private void DrawElectionTimeout() => _electionTimeout = _config.ElectionTick + _config.Random.Next(_config.ElectionTick);

    /// <summary>RAFT-LEADER-2, thesis §6.2: a leader without a quorum steps down, so that its clients look elsewhere.</summary>
    private void CheckQuorum()
    {
        if (!_tracker.IsQuorumActive())
            BecomeFollower(Term, NodeId.None);
        foreach (var node in _tracker.Members)
        {
            if (node != Id)
                _tracker[node]!.IsRecentlyActive = false;
        }
    }

    private void Campaign(CampaignKind kind)
    {
        if (Role == RaftRole.Leader || !IsPromotable || HasUnappliedConfChange())
            return;
        if (kind == CampaignKind.PreElection)
            BecomePreCandidate();
        else
            BecomeCandidate();
        var (ask, answer, term) = kind == CampaignKind.PreElection
            ? (MessageType.PreVote, MessageType.PreVoteResp, Term.Next)
            : (MessageType.Vote, MessageType.VoteResp, Term);
        var last = Log.LastId;
        foreach (var voter in Configuration.Voters.All)
        {
            // RAFT-DURABLE-3: the own vote counts when it is durable, like anyone's; so it waits for the sync as a message to this node.
            Send(voter == Id
                ? new() { Type = answer, To = Id, Term = term }
                : new() { Type = ask, To = voter, Term = term, LogTerm = last.Term, Index = last.Index, IsTransfer = kind == CampaignKind.Transfer });
        }
    }

    /// <summary>
    /// RAFT-CONF-7: changes take effect when applied, so a node with a committed, unapplied one would count its votes by an old configuration.
    /// </summary>
    /// <remarks>Committed entries never change: each is looked at once, however often a node that has much to apply would like to campaign.</remarks>
    private bool HasUnappliedConfChange()
    {
        if (_foundConfChange <= Log.Applied)
        {
            _foundConfChange = FindConfChange(LogIndex.Later(Log.Applied, _searchedTo), Log.Committed);
            _searchedTo = _foundConfChange == LogIndex.Zero ? Log.Committed : _foundConfChange;
        }

        return _foundConfChange != LogIndex.Zero;
    }

    /// <summary>The first configuration change in a part of the log, or 0.</summary>
    private LogIndex FindConfChange(LogIndex after, LogIndex last)
    {
        for (var from = after.Next; from <= last;)
        {
            var read = Log.Slice(from, last.Next, _config.MaxCommittedSizePerReady, out var entries);
            Invariant.Holds(read == LogRead.Found, $"entries from {from} are {read}: compacted before they were applied?");
            foreach (var entry in entries)
            {
                if (entry.Type != EntryType.Normal)
                    return entry.Index;
            }

            from += (ulong)entries.Count;
        }

        return LogIndex.Zero;
    }

    /// <summary>
    /// RAFT-COMMIT-6: a committed entry that this log holds as well is committed here, too. Candidates and voters tell each other, because a change
    /// counts only when applied: a leader that has committed its own removal may leave behind a longer log than that of the new voters. They
    /// would ask for its vote, by the old configuration, for ever, and it may not campaign. raft-rs of TiKV does the same.
    /// </summary>
    /// <remarks>Only for changes of the configuration: all else is learnt from the next leader. Who stood for election by the old one starts again.</remarks>
    private void LearnCommitted(EntryId committed)
    {
        if (Role == RaftRole.Leader || committed.Index <= Log.Committed || !Log.Matches(committed) || FindConfChange(Log.Committed, committed.Index) == LogIndex.Zero)
            return;
        Log.CommitTo(committed.Index);
        if (Role != RaftRole.Follower)
            BecomeFollower(Term, NodeId.None);
    }

    /// <summary>Whoever asks, member or not, learner or not, is answered by the log alone: this node may lag behind in configurations (thesis §4.2.2).</summary>
    private void HandleVoteRequest(Message message)
    {
        var isPreVote = message.Type == MessageType.PreVote;
        // RAFT-VOTE-1: one vote a term. RAFT-VOTE-2: none against a leader that is known. A pre-vote binds nobody.
        var mayVote = Vote == message.From || (Vote == NodeId.None && Leader == NodeId.None) || (isPreVote && message.Term > Term);
        var isGranted = mayVote && new EntryId(message.LogTerm, message.Index).IsAtLeastAsUpToDateAs(Log.LastId);
        Send(new()
        {
            Type = isPreVote ? MessageType.PreVoteResp : MessageType.VoteResp,
            To = message.From,
            // The grant of a pre-vote names the term that was asked about: the own one may lag, and would be ignored there.
            Term = isGranted ? message.Term : Term,
            Reject = !isGranted,
        });
        if (isGranted && !isPreVote)
        {
            _electionElapsed = 0;
            Vote = message.From;
        }
    }
}
