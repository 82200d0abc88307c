using Amaters.Ledger.Consensus.Tracking;

namespace Amaters.Ledger.Consensus.Core;

/// <content>Leadership transfer (thesis §3.10): bring the successor up to date, stop taking proposals, tell it to campaign.</content>
internal sealed partial class Raft
{
    private NodeId _transferee;

    /// <summary>The successor of a transfer under way, or nobody.</summary>
    public NodeId Transferee => _transferee;

    private void HandleTransfer(NodeId successor, Progress progress)
    {
        // RAFT-TRANSFER-1: a learner cannot lead; a repeated request changes nothing; another one replaces it.
        if (_tracker.IsLearner(successor) || _transferee == successor)
            return;
        AbortTransfer();
        if (successor == Id)
            return;
        _electionElapsed = 0;
        _transferee = successor;
        if (progress.Match == Log.LastIndex)
            SendTimeoutNow(successor);
        else
            TrySendAppend(successor, sendIfEmpty: true);
    }

    /// <summary>RAFT-TRANSFER-2: the successor has the whole log, so it can win at once.</summary>
    private void FinishTransferIfCaughtUp(NodeId node, Progress progress)
    {
        if (node == _transferee && progress.Match == Log.LastIndex)
            SendTimeoutNow(node);
    }

    private void SendTimeoutNow(NodeId successor) => Send(new() { Type = MessageType.TimeoutNow, To = successor });

    private void AbortTransfer() => _transferee = NodeId.None;
}
