namespace Amaters.Mutants;

/// <summary>Bugs that Raft implementations have had, each of which the consensus tests must catch.</summary>
internal static class ConsensusMutants
{
    public const string Project = "ledger/Amaters.Ledger.Consensus";

    public const string Tests = "Amaters.Ledger.Consensus.Tests";

    public const string SimulatorTests = "Amaters.Ledger.Simulator.Tests";

    /// <summary>Those that a bounded number of simulated runs must catch as well, without knowing what to look for.</summary>
    public static IEnumerable<Mutant> ForSimulator => All.Where(mutant => mutant is { Pitfall: 1 or 2 or 3 or 4 or 5 or 10, UnreachableInGroups: null });

    public static IReadOnlyList<Mutant> All { get; } =
    [
        new(
            "1 an entry of an earlier term is committed by counting", "Log/RaftLog.Applying.cs",
            "id.Term == Term.Zero || id.Index <= Committed || !Matches(id)", "id.Index <= Committed"),
        new(
            "2 a short or repeated append cuts a matching tail", "Log/RaftLog.cs",
            "if (Matches(entries[i].Id))", "if (entries[i].Index <= Committed)"),
        new(
            "3 the commit index is not limited to what a message shows to match", "Log/RaftLog.cs",
            "LogIndex.Min(leaderCommit, lastNewIndex)", "LogIndex.Min(leaderCommit, LastIndex)")
        {
            UnreachableInGroups = "a leader never sends from below the point where the logs part, so the first entry it sends cuts the wrong tail",
        },
        new(
            "3 a heartbeat's commit index goes beyond Match", "Core/Raft.Replication.cs",
            "var commit = LogIndex.Min(progress.Match, Log.Committed);", "var commit = Log.Committed;"),
        new(
            "4 votes and acknowledgements leave before they are stored", "Core/Raft.cs",
            "if (message.AwaitsSync)", "if (message.AwaitsSync && message.To == Id)"),
        new(
            "4 the vote is lost on restart", "Core/Raft.cs",
            "Vote = state.Vote;", "Vote = NodeId.None;"),
        new(
            "5 the leader counts its own entry before its sync", "Core/Raft.Replication.cs",
            "Send(new() { Type = MessageType.AppResp, To = Id, Index = Log.Append(entries) });",
            "Acknowledge(new() { Type = MessageType.AppResp, From = Id, Index = Log.Append(entries) }, _tracker[Id]!);"),
        new(
            "6 a log that has lost committed entries is accepted", "Core/Raft.cs",
            "state.Commit >= Log.Committed && state.Commit <= Log.LastIndex,", "Log.LastIndex >= Log.Committed,"),
        new(
            "6 what was applied is not taken for committed", "Core/Raft.cs",
            "Log.CommitTo(applied);", ""),
        new(
            "7 reads are served before the first commit of the term", "Core/Raft.Reads.cs",
            "Log.Committed >= _firstIndexOfTerm", "Log.Committed >= LogIndex.Zero"),
        new(
            "7 the answer to any heartbeat round confirms every read", "Reads/ReadQueue.cs",
            "read.Token <= confirmed", "confirmed > 0"),
        new(
            "8 a node campaigns with a change yet to apply", "Core/Raft.Elections.cs",
            "!IsPromotable || HasUnappliedConfChange()", "!IsPromotable"),
        new(
            "9 a new leader lets a change in before its log is applied", "Core/Raft.Roles.cs",
            "_pendingConfIndex = Log.LastIndex;", "_pendingConfIndex = LogIndex.Zero;"),
        new(
            "10 commits are counted over the union of two configurations", "Quorum/JointQuorum.cs",
            "Math.Min(Majority.Acknowledged(Incoming, acknowledgements), Majority.Acknowledged(Outgoing, acknowledgements))", "Majority.Acknowledged(All, acknowledgements)"),
        new(
            "10 votes are counted over the union of two configurations", "Quorum/JointQuorum.cs",
            "var incoming = Majority.Tally(Incoming, votes);", "return Majority.Tally(All, votes);\n        var incoming = Majority.Tally(Incoming, votes);"),
        new(
            "10 the commit index is taken from unsorted progress", "Quorum/Majority.cs",
            "numbers.Sort();", ""),
        new(
            "11 a snapshot leaves the old configuration", "Core/Raft.Snapshots.cs",
            "SwitchTo(configuration);", "_tracker.Switch(Configuration, Log.LastIndex);"),
        new(
            "11 a stale snapshot replaces a newer log", "Core/Raft.Snapshots.cs",
            "if (Log.Matches(metadata.Id))", "if (metadata.Index == LogIndex.Zero)"),
        new(
            "12 a completion of an earlier term counts for entries written since", "Core/Raft.Terms.cs",
            "case MessageType.StorageAppendResp when message.Snapshot is { } snapshot:", "case MessageType.StorageAppendResp:\n                HandleAppended(message);\n                break;\n            case MessageType.Unreachable when message.Snapshot is { } snapshot:"),
        new(
            "13 the grant of a pre-vote names the own term", "Core/Raft.Elections.cs",
            "Term = isGranted ? message.Term : Term,", "Term = Term,"),
        new(
            "13 a pre-candidate of an earlier term is not answered", "Core/Raft.Terms.cs",
            "case MessageType.PreVote:", "case MessageType.Prop:"),
        new(
            "14 leadership is transferred to a learner", "Core/Raft.Transfer.cs",
            "_tracker.IsLearner(successor) || ", ""),
        new(
            "14 a transfer never ends", "Core/Raft.Elections.cs",
            "AbortTransfer();", ";"),
        new(
            "14 proposals are taken during a transfer", "Core/Raft.Replication.cs",
            " || _transferee != NodeId.None", ""),
        new(
            "15 a learner refuses to vote", "Core/Raft.Elections.cs",
            "var isGranted = mayVote &&", "var isGranted = mayVote && !_tracker.IsLearner(Id) &&"),
        new(
            "15 a removed node disturbs the group", "Core/Raft.Terms.cs",
            "_config.CheckQuorum && Leader != NodeId.None", "false && Leader != NodeId.None"),
        new(
            "15 a removed leader takes to its grave what is committed", "Core/Raft.Elections.cs",
            "Log.CommitTo(committed.Index);", "return;"),
        new(
            "16 a heartbeat's answer does not set the flow going again", "Core/Raft.Replication.cs",
            "progress.ResumeFlow();", ""),
        new(
            "16 a failed snapshot is waited for, for ever", "Core/Raft.Snapshots.cs",
            "progress.AbortSnapshot();", "return;"),
        new(
            "16 an acknowledgement does not end the wait for a snapshot", "Core/Raft.Replication.cs",
            "if (progress.Match.Next >= Log.FirstIndex)", "if (progress.Match < LogIndex.Zero)"),
        new(
            "a server votes twice in a term", "Core/Raft.Elections.cs",
            "Vote == message.From || (Vote == NodeId.None && Leader == NodeId.None)", "Leader == NodeId.None"),
        new(
            "a server votes for a candidate with an older log", "EntryId.cs",
            "Term > other.Term || (Term == other.Term && Index >= other.Index)", "Index >= other.Index"),
        new(
            "a term can go back", "Core/Raft.cs",
            "message.Term < Term && message.Term != Term.Zero", "message.Term == new Term(ulong.MaxValue)"),
        new(
            "a learner counts in the quorum", "Membership/ConfChanger.cs",
            "? others with { LearnersNext = others.LearnersNext.With(node) }", "? others with { Voters = others.Voters with { Incoming = others.Voters.Incoming.With(node) } }"),
        new(
            "a removed leader leads on", "Core/Raft.Membership.cs",
            "if (_config.StepDownOnRemoval)", "if (_config.DisableConfChangeValidation)"),
        new(
            "reads are lost without a word when a leader steps down", "Core/Raft.Roles.cs",
            "RefuseWaitingReads();", ""),
        new(
            "only one entry is skipped per refused probe", "Core/Raft.Replication.cs",
            "message.LogTerm > Term.Zero ? Log.FindConflictByTerm(message.RejectHint, message.LogTerm).Index : message.RejectHint", "message.Index.Previous"),
    ];
}
