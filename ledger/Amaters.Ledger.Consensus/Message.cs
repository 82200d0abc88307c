namespace Amaters.Ledger.Consensus;

/// <summary>One message between nodes, or between a node and its host's storage work. Unused fields keep their default.</summary>
public sealed record Message
{
    /// <summary>What it says.</summary>
    public required MessageType Type { get; init; }

    /// <summary>Receiver.</summary>
    public NodeId To { get; init; }

    /// <summary>Sender.</summary>
    public NodeId From { get; init; }

    /// <summary>The sender's term; zero in local messages and in what is forwarded to the leader.</summary>
    public Term Term { get; init; }

    /// <summary>Term that belongs to <see cref="Index"/> or, in a rejection, to <see cref="RejectHint"/>.</summary>
    public Term LogTerm { get; init; }

    /// <summary>App: index before the entries. AppResp: last matching index, or the rejected one. Vote: last index. ReadIndexResp: read index.</summary>
    public LogIndex Index { get; init; }

    /// <summary>Entries to append, to propose or to apply.</summary>
    public IReadOnlyList<Entry> Entries { get; init; } = [];

    /// <summary>The sender's commit index, as far as the receiver may use it.</summary>
    public LogIndex Commit { get; init; }

    /// <summary>StorageAppend only: the vote to store.</summary>
    public NodeId Vote { get; init; }

    /// <summary>Snap, StorageAppend and StorageAppendResp.</summary>
    public Snapshot? Snapshot { get; init; }

    /// <summary>Whether the answer is no.</summary>
    public bool Reject { get; init; }

    /// <summary>A rejecting follower's guess of where the logs agree.</summary>
    public LogIndex RejectHint { get; init; }

    /// <summary>The caller's bytes of a read request, given back with its answer.</summary>
    public ReadOnlyMemory<byte> Context { get; init; }

    /// <summary>Heartbeat round made by the leader, by which reads are confirmed; zero when none waits.</summary>
    public ulong ReadToken { get; init; }

    /// <summary>Vote: the leader itself asked for this election, so leases do not stand in its way (thesis §4.2.3).</summary>
    public bool IsTransfer { get; init; }

    /// <summary>
    /// Votes and pre-votes, requests and answers: the sender's last committed entry (RAFT-COMMIT-6). The scenario notation has no word for it.
    /// </summary>
    public EntryId Committed { get; init; }

    /// <summary>StorageAppend and StorageApply: what to deliver, in order, once the work is durable or applied.</summary>
    public IReadOnlyList<Message> Responses { get; init; } = [];

    /// <summary>RAFT-DURABLE-2: whether it must not leave before everything in its Ready is synced. The others may overlap the sync of entries.</summary>
    public bool AwaitsSync => Type is MessageType.AppResp or MessageType.VoteResp or MessageType.PreVoteResp;

    /// <summary>In the form of the scenario notation.</summary>
    public override string ToString() => RaftText.Describe(this);
}
