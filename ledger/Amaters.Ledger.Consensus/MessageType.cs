namespace Amaters.Ledger.Consensus;

/// <summary>Kinds of message. Sent between nodes: append, never renumber.</summary>
public enum MessageType : byte
{
    /// <summary>Local: start an election now.</summary>
    Hup = 0,

    /// <summary>Local: the leader's heartbeat interval has passed.</summary>
    Beat = 1,

    /// <summary>Entries to append; followers forward it to their leader.</summary>
    Prop = 2,

    /// <summary>AppendEntries (thesis §3.5).</summary>
    App = 3,

    /// <summary>Answer to <see cref="App"/> or <see cref="Snap"/>: how far the log matches, or where to look next.</summary>
    AppResp = 4,

    /// <summary>RequestVote (thesis §3.4).</summary>
    Vote = 5,

    /// <summary>Answer to <see cref="Vote"/>.</summary>
    VoteResp = 6,

    /// <summary>InstallSnapshot (thesis §5).</summary>
    Snap = 7,

    /// <summary>The leader is alive; carries the commit index and the newest read token.</summary>
    Heartbeat = 8,

    /// <summary>Answer to <see cref="Heartbeat"/>.</summary>
    HeartbeatResp = 9,

    /// <summary>Local: a peer could not be reached.</summary>
    Unreachable = 10,

    /// <summary>Local: a snapshot was delivered, or (Reject) was not.</summary>
    SnapStatus = 11,

    /// <summary>Local: judge whether a quorum was heard from (thesis §6.2).</summary>
    CheckQuorum = 12,

    /// <summary>Hand leadership to the sender named in From (thesis §3.10).</summary>
    TransferLeader = 13,

    /// <summary>To the chosen successor: campaign at once.</summary>
    TimeoutNow = 14,

    /// <summary>A linearizable read asks for its read index (thesis §6.4).</summary>
    ReadIndex = 15,

    /// <summary>Answer to <see cref="ReadIndex"/>: the index, or (Reject) that the read must be asked again.</summary>
    ReadIndexResp = 16,

    /// <summary>Would you vote for me in the next term? (thesis §9.6)</summary>
    PreVote = 17,

    /// <summary>Answer to <see cref="PreVote"/>.</summary>
    PreVoteResp = 18,

    /// <summary>To the append thread: make hard state, entries and snapshot durable.</summary>
    StorageAppend = 19,

    /// <summary>From the append thread: it is durable.</summary>
    StorageAppendResp = 20,

    /// <summary>To the apply thread: apply committed entries.</summary>
    StorageApply = 21,

    /// <summary>From the apply thread: they are applied.</summary>
    StorageApplyResp = 22,

    /// <summary>Local: forget the leader but stay in its term.</summary>
    ForgetLeader = 23,
}
