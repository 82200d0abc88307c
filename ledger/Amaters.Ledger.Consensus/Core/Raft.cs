using Amaters.Ledger.Consensus.Log;
using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Consensus.Reads;
using Amaters.Ledger.Consensus.Tracking;

namespace Amaters.Ledger.Consensus.Core;

/// <summary>The Raft state machine of one node: a function of the messages and ticks it is given. One partial file per concern.</summary>
internal sealed partial class Raft
{
    private readonly RaftConfig _config;
    private readonly ProgressTracker _tracker;
    private readonly ReadQueue _reads = new();

    /// <summary>Starts as a follower with what storage holds.</summary>
    public Raft(RaftConfig config)
    {
        config.Validate();
        _config = config;
        Log = new(config.Storage, config.MaxCommittedSizePerReady);
        _tracker = new(config.MaxInflightMessages, config.MaxInflightBytes);
        var (hardState, confState) = config.Storage.InitialState();
        SwitchTo(Configuration.FromConfState(confState));
        Load(hardState);
        ResumeAt(config.Applied);
        BecomeFollower(Term, NodeId.None);
    }

    /// <summary>This node.</summary>
    public NodeId Id => _config.Id;

    /// <summary>The log, durable or not.</summary>
    public RaftLog Log { get; }

    /// <summary>The latest term seen.</summary>
    public Term Term { get; private set; }

    /// <summary>Whom this node voted for in <see cref="Term"/>.</summary>
    public NodeId Vote { get; private set; }

    /// <summary>The leader of <see cref="Term"/>, as far as known.</summary>
    public NodeId Leader { get; private set; }

    /// <summary>What this node is.</summary>
    public RaftRole Role { get; private set; }

    /// <summary>Messages that may leave once the hard state is durable.</summary>
    public List<Message> Messages { get; } = [];

    /// <summary>RAFT-DURABLE-2: messages that wait until all that was appended so far is durable, those to this node itself included.</summary>
    public List<Message> MessagesAfterAppend { get; } = [];

    /// <summary>Outcomes of reads for the callers of this node.</summary>
    public List<ReadState> ReadStates { get; } = [];

    /// <summary>The configuration in force.</summary>
    public Configuration Configuration => _tracker.Configuration;

    /// <summary>What must survive a crash.</summary>
    public HardState HardState => new(Term, Vote, Log.Committed);

    /// <summary>What the host shows.</summary>
    public SoftState SoftState => new(Leader, Role);

    /// <summary>Progress of a member, or null.</summary>
    public Progress? ProgressOf(NodeId node) => _tracker[node];

    /// <summary>Takes in one message. All terms are compared here (RAFT-TERM-1, thesis §3.3).</summary>
    public StepOutcome Step(Message message)
    {
        if (message.Term > Term)
        {
            if (IsIgnoredForLease(message))
                return StepOutcome.Accepted;
            AdoptTermOf(message);
        }
        else if (message.Term < Term && message.Term != Term.Zero)
        {
            AnswerStale(message);
            return StepOutcome.Accepted;
        }

        LearnCommitted(message.Committed);
        switch (message.Type)
        {
            case MessageType.Hup:
                Campaign(_config.PreVote ? CampaignKind.PreElection : CampaignKind.Election);
                return StepOutcome.Accepted;
            case MessageType.StorageAppendResp:
                HandleAppended(message);
                return StepOutcome.Accepted;
            case MessageType.StorageApplyResp:
                HandleApplied(message);
                return StepOutcome.Accepted;
            case MessageType.Vote or MessageType.PreVote:
                HandleVoteRequest(message);
                return StepOutcome.Accepted;
            case MessageType.ReadIndexResp:
                ReadStates.Add(new(message.Context, message.Index, message.Reject));
                return StepOutcome.Accepted;
            default:
                return Role switch
                {
                    RaftRole.Leader => StepLeader(message),
                    RaftRole.Follower => StepFollower(message),
                    _ => StepCandidate(message),
                };
        }
    }

    /// <summary>
    /// Queues a message of this node. Everything carries the term but what is forwarded to a leader, whoever that is by then, and refusals of
    /// reads, which are true in every term. Votes and pre-votes name theirs.
    /// </summary>
    private void Send(Message message)
    {
        var isElection = message.Type is MessageType.Vote or MessageType.VoteResp or MessageType.PreVote or MessageType.PreVoteResp;
        Invariant.Holds(isElection == (message.Term != Term.Zero), $"{message.Type} must {(isElection ? "" : "not ")}name its term");
        var isTermless = message.Type is MessageType.Prop or MessageType.ReadIndex || message is { Type: MessageType.ReadIndexResp, Reject: true };
        message = message with
        {
            From = message.From == NodeId.None ? Id : message.From,
            Term = isElection || isTermless ? message.Term : Term,
            Committed = isElection ? Log.CommittedId : default,
        };
        if (message.AwaitsSync)
        {
            MessagesAfterAppend.Add(message);
            return;
        }

        Invariant.Holds(message.To != Id, $"{message.Type} of {Id} to itself");
        Messages.Add(message);
    }

    private void Load(HardState state)
    {
        if (state.IsEmpty)
            return;
        // RAFT-DURABLE-5: a log that does not reach its commit index has lost acknowledged entries.
        Invariant.Holds(
            state.Commit >= Log.Committed && state.Commit <= Log.LastIndex,
            $"stored commit {state.Commit} lies outside the stored log [{Log.Committed}, {Log.LastIndex}]: entries were lost, or hard state and log are of different nodes");
        Log.CommitTo(state.Commit);
        Term = state.Term;
        Vote = state.Vote;
    }

    /// <summary>
    /// RAFT-DURABLE-6: what was applied was committed, even if the lazily stored commit index does not know. It must be in the log.
    /// </summary>
    private void ResumeAt(LogIndex applied)
    {
        if (applied == LogIndex.Zero)
            return;
        Invariant.Holds(applied <= Log.LastIndex, $"the state machine has applied {applied}, but the stored log ends at {Log.LastIndex}: entries were lost");
        Log.CommitTo(applied);
        Log.AppliedTo(applied, bytes: 0);
    }
}
