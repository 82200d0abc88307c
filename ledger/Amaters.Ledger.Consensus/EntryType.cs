namespace Amaters.Ledger.Consensus;

/// <summary>What an entry's bytes mean. Stored in logs: append, never renumber.</summary>
public enum EntryType : byte
{
    /// <summary>Bytes of the application; none at all in the entry that opens a leader's term.</summary>
    Normal = 0,

    /// <summary>A <see cref="Membership.ConfChange"/> of exactly one change, outside joint consensus.</summary>
    ConfChange = 1,

    /// <summary>Any <see cref="Membership.ConfChange"/>; without bytes, the one that leaves a joint configuration.</summary>
    ConfChangeV2 = 2,
}
