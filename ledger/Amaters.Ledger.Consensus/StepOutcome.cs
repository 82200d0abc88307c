namespace Amaters.Ledger.Consensus;

/// <summary>What became of a message or proposal that was handed in.</summary>
public enum StepOutcome : byte
{
    /// <summary>The proposal is lost (no leader, transfer under way, quota full, removed): the client must retry.</summary>
    ProposalDropped = 0,

    /// <summary>Taken in. A proposal may still be lost: only seeing it committed proves otherwise.</summary>
    Accepted = 1,

    /// <summary>A response from a node that is no member: ignored.</summary>
    UnknownPeer = 2,

    /// <summary>A message that only the node itself may create arrived from outside: ignored.</summary>
    LocalMessage = 3,
}
