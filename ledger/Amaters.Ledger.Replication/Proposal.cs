using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication;

/// <summary>A command or configuration change that somebody on this node waits for.</summary>
internal sealed class Proposal(ReadOnlyMemory<byte> data, EntryType type, ProposalQuota quota) : TaskCompletionSource<ProposalResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public ReadOnlyMemory<byte> Data { get; } = data;

    public EntryType Type { get; } = type;

    /// <summary>Its place in the log, once the leader's core has given it one.</summary>
    public EntryId Id { get; set; }

    /// <summary>Its command is the very memory of this entry, which the core hands through without copying.</summary>
    public bool IsCarriedBy(in Entry entry) => entry.Data.Equals(Data) && entry.Type == Type;

    /// <summary>Tells the outcome and gives its place in the quota back; only the first outcome counts.</summary>
    public void End(ProposalOutcome outcome, object? value = null, NodeId leader = default)
    {
        if (TrySetResult(new ProposalResult(outcome, Id, value, leader)))
            quota.Release();
    }
}
