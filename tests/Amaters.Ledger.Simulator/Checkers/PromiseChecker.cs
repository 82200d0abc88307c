using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Disk;

namespace Amaters.Ledger.Simulator.Checkers;

/// <summary>A vote or an acknowledgement leaves a node only when what it promises is on its disk.</summary>
internal static class PromiseChecker
{
    /// <summary>A message leaves a node. A later term on disk has superseded any promise of an earlier one.</summary>
    public static void Check(NodeId node, Message message, DurableState durable)
    {
        var state = durable.HardState;
        var isKept = message switch
        {
            { Type: MessageType.VoteResp, Reject: false } => state.Term > message.Term || (state.Term == message.Term && state.Vote == message.To),
            { Type: MessageType.AppResp, Reject: false } => state.Term > message.Term || (state.Term == message.Term && durable.Log.Last >= message.Index),
            _ => true,
        };
        if (!isKept)
            throw new SafetyViolationException(nameof(PromiseChecker), $"{node} sends '{message}', but on its disk are {RaftText.Describe(state)} and a log up to {durable.Log.Last}");
    }
}
