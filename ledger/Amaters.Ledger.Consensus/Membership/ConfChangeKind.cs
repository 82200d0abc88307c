namespace Amaters.Ledger.Consensus.Membership;

/// <summary>What happens to one node. Stored in logs: append, never renumber.</summary>
public enum ConfChangeKind : byte
{
    /// <summary>It becomes a voter.</summary>
    AddVoter = 0,

    /// <summary>It leaves the group.</summary>
    Remove = 1,

    /// <summary>Nothing changes here; a hook for what the host keeps about it.</summary>
    Update = 2,

    /// <summary>It becomes a learner.</summary>
    AddLearner = 3,
}
