namespace Amaters.Ledger.Consensus.Core;

/// <content>Messages of other terms than the own (thesis §3.3, §4.2.3, §9.6).</content>
internal sealed partial class Raft
{
    /// <summary>
    /// RAFT-LEASE-1, thesis §4.2.3: while a leader is known to be alive, a candidate is ignored altogether, its term included, so that a removed
    /// server cannot disrupt the group. Unless the leader itself asked for the election.
    /// </summary>
    private bool IsIgnoredForLease(Message message) =>
        message.Type is MessageType.Vote or MessageType.PreVote
        && !message.IsTransfer
        && _config.CheckQuorum && Leader != NodeId.None && _electionElapsed < _config.ElectionTick;

    /// <summary>RAFT-TERM-2, thesis §3.3: a later term makes a follower of anyone; a pre-vote and its grant only speak of a term that may never begin.</summary>
    private void AdoptTermOf(Message message)
    {
        if (message.Type == MessageType.PreVote || message is { Type: MessageType.PreVoteResp, Reject: false })
            return;
        var isFromLeader = message.Type is MessageType.App or MessageType.Heartbeat or MessageType.Snap;
        BecomeFollower(message.Term, isFromLeader ? message.From : NodeId.None);
    }

    /// <summary>RAFT-TERM-3: an earlier term is refused, mostly in silence.</summary>
    private void AnswerStale(Message message)
    {
        switch (message.Type)
        {
            case MessageType.Heartbeat or MessageType.App when _config.CheckQuorum || _config.PreVote:
                // Our candidacy raised our term, but leases or pre-votes keep the others from following. The old leader cannot reach us with its
                // term, nor we it; telling it our term makes it step down, and the next election ends the stalemate.
                Send(new() { Type = MessageType.AppResp, To = message.From });
                break;
            case MessageType.PreVote:
                // A pre-candidate whose term lags must learn so, or groups that change to pre-votes could wait for ever.
                Send(new() { Type = MessageType.PreVoteResp, To = message.From, Term = Term, Reject = true });
                break;
            case MessageType.StorageAppendResp when message.Snapshot is { } snapshot:
                // RAFT-DURABLE-4: entries of an earlier term may have been overwritten since and count as not durable; a snapshot is committed
                // state, and stays valid.
                HandleSnapshotStored(snapshot);
                break;
            default:
                break;
        }
    }
}
