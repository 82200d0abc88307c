using Amaters.Ledger.Consensus.Quorum;

namespace Amaters.Ledger.Consensus.Core;

/// <content>The roles of a node: how it changes between them, and what each does with a message (thesis §3.3, figure 3.3).</content>
internal sealed partial class Raft
{
    private void BecomeFollower(Term term, NodeId leader)
    {
        Reset(term);
        Leader = leader;
        Role = RaftRole.Follower;
    }

    private void BecomePreCandidate()
    {
        Invariant.Holds(Role != RaftRole.Leader, $"leader {Id} cannot become pre-candidate");
        // Term and vote stay: nothing has begun yet.
        _tracker.ResetVotes();
        Leader = NodeId.None;
        Role = RaftRole.PreCandidate;
    }

    private void BecomeCandidate()
    {
        Invariant.Holds(Role != RaftRole.Leader, $"leader {Id} cannot become candidate");
        Reset(Term.Next);
        Vote = Id;
        Role = RaftRole.Candidate;
    }

    private void BecomeLeader()
    {
        Invariant.Holds(Role == RaftRole.Candidate, $"{Role} {Id} cannot become leader");
        Reset(Term);
        Leader = Id;
        Role = RaftRole.Leader;
        var own = _tracker[Id];
        Invariant.Holds(own is not null, $"{Id} leads a group it does not belong to");
        own.BecomeReplicate();
        own.IsRecentlyActive = true;
        // RAFT-CONF-6, thesis §4.1: the log may hold a change that is not applied yet, so none is proposed before all of it is.
        _pendingConfIndex = Log.LastIndex;
        _firstIndexOfTerm = Log.LastIndex.Next;
        // RAFT-COMMIT-5, thesis §6.4: an entry of the own term, by which all earlier ones can be committed.
        Invariant.Holds(TryAppendOwn([Entry.Proposed(default)]), $"an empty entry exceeds a quota");
    }

    /// <summary>Forgets what belongs to the old term or role.</summary>
    private void Reset(Term term)
    {
        Invariant.Holds(term >= Term, $"term would go back from {Term} to {term}");
        if (Term != term)
        {
            Term = term;
            Vote = NodeId.None;
        }

        Leader = NodeId.None;
        _electionElapsed = 0;
        _heartbeatElapsed = 0;
        DrawElectionTimeout();
        AbortTransfer();
        _tracker.ResetVotes();
        _tracker.ResetProgress(Id, Log.LastIndex);
        _pendingConfIndex = LogIndex.Zero;
        _uncommittedBytes = 0;
        RefuseWaitingReads();
    }

    private StepOutcome StepLeader(Message message)
    {
        switch (message.Type)
        {
            case MessageType.Beat:
                BroadcastHeartbeat();
                return StepOutcome.Accepted;
            case MessageType.CheckQuorum:
                CheckQuorum();
                return StepOutcome.Accepted;
            case MessageType.Prop:
                return HandleProposal(message);
            case MessageType.ReadIndex:
                HandleReadRequest(message);
                return StepOutcome.Accepted;
            case MessageType.App or MessageType.Heartbeat or MessageType.Snap:
                Invariant.Fails($"term {Term} has two leaders, {Id} and {message.From}");
                return StepOutcome.Accepted;
            default:
                break;
        }

        // All else concerns one member; from others it is too late.
        if (_tracker[message.From] is not { } progress)
            return StepOutcome.Accepted;
        switch (message.Type)
        {
            case MessageType.AppResp:
                HandleAppendResponse(message, progress);
                break;
            case MessageType.HeartbeatResp:
                HandleHeartbeatResponse(message, progress);
                break;
            case MessageType.SnapStatus:
                HandleSnapshotStatus(message, progress);
                break;
            case MessageType.Unreachable:
                // What was in flight is likely lost.
                if (progress.State == Tracking.ProgressState.Replicate)
                    progress.BecomeProbe();
                break;
            case MessageType.TransferLeader:
                HandleTransfer(message.From, progress);
                break;
            default:
                break;
        }

        return StepOutcome.Accepted;
    }

    private StepOutcome StepCandidate(Message message)
    {
        switch (message.Type)
        {
            case MessageType.Prop:
                return StepOutcome.ProposalDropped;
            case MessageType.ReadIndex:
                RefuseRead(message);
                break;
            case MessageType.App:
                BecomeFollower(message.Term, message.From);
                HandleAppend(message);
                break;
            case MessageType.Heartbeat:
                BecomeFollower(message.Term, message.From);
                HandleHeartbeat(message);
                break;
            case MessageType.Snap:
                BecomeFollower(message.Term, message.From);
                HandleSnapshot(message);
                break;
            case MessageType.PreVoteResp when Role == RaftRole.PreCandidate:
            case MessageType.VoteResp when Role == RaftRole.Candidate:
                HandleVoteResponse(message);
                break;
            default:
                break;
        }

        return StepOutcome.Accepted;
    }

    private StepOutcome StepFollower(Message message)
    {
        switch (message.Type)
        {
            case MessageType.Prop when Leader == NodeId.None || _config.DisableProposalForwarding:
                return StepOutcome.ProposalDropped;
            case MessageType.ReadIndex when Leader == NodeId.None:
                RefuseRead(message);
                break;
            case MessageType.Prop:
            case MessageType.ReadIndex:
            case MessageType.TransferLeader when Leader != NodeId.None:
                Send(message with { To = Leader });
                break;
            case MessageType.App:
                HearFrom(message.From);
                HandleAppend(message);
                break;
            case MessageType.Heartbeat:
                HearFrom(message.From);
                HandleHeartbeat(message);
                break;
            case MessageType.Snap:
                HearFrom(message.From);
                HandleSnapshot(message);
                break;
            case MessageType.ForgetLeader:
                // With leases, a follower's support is what makes a read without a quorum safe.
                if (_config.ReadOnlyOption != ReadOnlyOption.LeaseBased)
                    Leader = NodeId.None;
                break;
            case MessageType.TimeoutNow:
                Campaign(CampaignKind.Transfer);
                break;
            default:
                break;
        }

        return StepOutcome.Accepted;
    }

    /// <summary>RAFT-ELECT-1: a term has one leader at most, so whoever sends as leader of our term is it.</summary>
    private void HearFrom(NodeId leader)
    {
        Invariant.Holds(Leader == NodeId.None || Leader == leader, $"term {Term} has two leaders, {Leader} and {leader}");
        _electionElapsed = 0;
        Leader = leader;
    }

    private void HandleVoteResponse(Message message)
    {
        _tracker.RecordVote(message.From, !message.Reject);
        switch (_tracker.TallyVotes())
        {
            case VoteResult.Won when Role == RaftRole.PreCandidate:
                Campaign(CampaignKind.Election);
                break;
            case VoteResult.Won:
                BecomeLeader();
                BroadcastAppend();
                break;
            case VoteResult.Lost:
                BecomeFollower(Term, NodeId.None);
                break;
            default:
                break;
        }
    }
}
