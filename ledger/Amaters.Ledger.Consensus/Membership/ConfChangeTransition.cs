namespace Amaters.Ledger.Consensus.Membership;

/// <summary>Whether and how a change passes through a joint configuration (thesis §4.3). Stored in logs: append, never renumber.</summary>
public enum ConfChangeTransition : byte
{
    /// <summary>Joint only if more than one node changes; the leader leaves it of its own accord.</summary>
    Auto = 0,

    /// <summary>Joint; the leader leaves it of its own accord.</summary>
    JointImplicit = 1,

    /// <summary>Joint until an empty change is proposed.</summary>
    JointExplicit = 2,
}
