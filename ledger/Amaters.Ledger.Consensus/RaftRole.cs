namespace Amaters.Ledger.Consensus;

/// <summary>What a node currently is (thesis §3.3; pre-candidate: §9.6).</summary>
public enum RaftRole : byte
{
    /// <summary>Follows a leader, or waits to hear of one.</summary>
    Follower,

    /// <summary>Asks for votes in a new term.</summary>
    Candidate,

    /// <summary>Orders the log.</summary>
    Leader,

    /// <summary>Asks whether it would win, before it disturbs anyone with a new term.</summary>
    PreCandidate,
}
