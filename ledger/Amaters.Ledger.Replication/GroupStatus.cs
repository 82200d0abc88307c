using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication;

/// <summary>What a node knows of its group at one moment.</summary>
/// <param name="Id">This node.</param>
/// <param name="Role">Its role.</param>
/// <param name="Leader">The leader of the term as far as known, or nobody.</param>
/// <param name="Term">Its current term.</param>
/// <param name="Commit">Highest index known to be committed.</param>
/// <param name="Applied">Highest index that the state machine has applied.</param>
/// <param name="FirstIndex">First entry that is still stored.</param>
/// <param name="LastIndex">Last entry that is stored and synced.</param>
/// <param name="Configuration">Members and addresses in force.</param>
public sealed record GroupStatus(
    NodeId Id, RaftRole Role, NodeId Leader, Term Term, LogIndex Commit, LogIndex Applied, LogIndex FirstIndex, LogIndex LastIndex, GroupConfiguration Configuration);
