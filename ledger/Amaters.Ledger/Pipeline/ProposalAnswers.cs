using Amaters.Ledger.Replication;

namespace Amaters.Ledger.Pipeline;

/// <summary>Turns the group's answer to a proposal into a value or a refusal.</summary>
internal static class ProposalAnswers
{
    /// <summary>What the state machine answered.</summary>
    /// <exception cref="LedgerRefusedException">The proposal was not applied; the message says whether to retry, which is always safe.</exception>
    public static T AppliedValue<T>(this ProposalResult result) => result.Outcome switch
    {
        ProposalOutcome.Applied => (T)result.Value!,
        ProposalOutcome.NotLeader => throw new LedgerRefusedException(Refusal.NotLeader, "", "This node does not lead.", result.Leader.Value),
        ProposalOutcome.Busy => throw new LedgerRefusedException(Refusal.ResourceExhausted, "", "Too many requests wait on this node; try again in a moment."),
        ProposalOutcome.Dropped => throw new LedgerRefusedException(Refusal.NotLeader, "", "The leader is stopping, handing over or has lost its quorum; try again.", result.Leader.Value),
        _ => throw new LedgerRefusedException(Refusal.NotLeader, "", "The leader changed while the request was under way; send it again, which is safe.", result.Leader.Value),
    };
}
