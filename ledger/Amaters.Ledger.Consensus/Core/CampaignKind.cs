namespace Amaters.Ledger.Consensus.Core;

/// <summary>Why and how a node campaigns.</summary>
internal enum CampaignKind : byte
{
    /// <summary>Asks first whether it would win (thesis §9.6).</summary>
    PreElection,

    /// <summary>Asks for votes (thesis §3.4).</summary>
    Election,

    /// <summary>Asks for votes because the leader said so (thesis §3.10): without asking first, and past leases.</summary>
    Transfer,
}
