namespace Amaters.Ledger.Consensus.Core;

/// <content>Linearizable reads without log entries (thesis §6.4).</content>
internal sealed partial class Raft
{
    private readonly List<Message> _readsBeforeFirstCommit = [];
    private LogIndex _firstIndexOfTerm;

    private void HandleReadRequest(Message request)
    {
        // RAFT-READ-1, thesis §6.4: until an entry of its own term is committed, a leader does not know what is.
        if (HasCommittedInTerm())
            ConfirmLeadershipFor(request);
        else
            _readsBeforeFirstCommit.Add(request);
    }

    private void ConfirmLeadershipFor(Message request)
    {
        if (_tracker.IsSingleton || _config.ReadOnlyOption == ReadOnlyOption.LeaseBased)
        {
            AnswerRead(request, Log.Committed);
            return;
        }

        _reads.Add(request, Log.Committed, Id);
        BroadcastHeartbeat();
    }

    private void ConfirmReads(Message heartbeatResponse)
    {
        if (heartbeatResponse.ReadToken == 0)
            return;
        _reads.Answer(heartbeatResponse.From, heartbeatResponse.ReadToken);
        AnswerConfirmedReads();
    }

    private void AnswerConfirmedReads()
    {
        foreach (var read in _reads.TakeConfirmed(Configuration.Voters))
            AnswerRead(read.Request, read.Index);
    }

    private void AnswerReadsOfNewTerm()
    {
        if (_readsBeforeFirstCommit.Count == 0 || !HasCommittedInTerm())
            return;
        Message[] waiting = [.. _readsBeforeFirstCommit];
        _readsBeforeFirstCommit.Clear();
        foreach (var request in waiting)
            ConfirmLeadershipFor(request);
    }

    private void AnswerRead(Message request, LogIndex index)
    {
        if (IsOwn(request))
            ReadStates.Add(new(request.Context, index, IsRefused: false));
        else
            Send(new() { Type = MessageType.ReadIndexResp, To = request.From, Index = index, Context = request.Context });
    }

    /// <summary>RAFT-READ-3: a read that cannot be answered is refused, so that its caller need not wait for a timeout.</summary>
    private void RefuseRead(Message request)
    {
        if (IsOwn(request))
            ReadStates.Add(new(request.Context, LogIndex.Zero, IsRefused: true));
        else
            Send(new() { Type = MessageType.ReadIndexResp, To = request.From, Context = request.Context, Reject = true });
    }

    private void RefuseWaitingReads()
    {
        foreach (var read in _reads.TakeAll())
            RefuseRead(read.Request);
        foreach (var request in _readsBeforeFirstCommit)
            RefuseRead(request);
        _readsBeforeFirstCommit.Clear();
    }

    private bool IsOwn(Message request) => request.From == NodeId.None || request.From == Id;

    private bool HasCommittedInTerm() => Log.Committed >= _firstIndexOfTerm;
}
