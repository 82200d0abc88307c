using System.Globalization;
using System.Text;

namespace Amaters.Ledger.Consensus.Tracking;

/// <summary>What a leader knows of one follower's log, and how it sends to it (thesis §3.5, §10.2).</summary>
/// <remarks>Invariant: Match &lt; Next. Entries in (Match, Next) are in flight in Replicate, and unknown in Probe.</remarks>
public sealed class Progress
{
    private readonly Inflights _inflights;
    private bool _isFlowPaused;
    private LogIndex _sentCommit;

    /// <summary>Starts in Probe, at <paramref name="next"/>.</summary>
    internal Progress(LogIndex match, LogIndex next, Inflights inflights)
    {
        Match = match;
        Next = next;
        _inflights = inflights;
    }

    /// <summary>Highest index known to be stored durably and equal to the leader's.</summary>
    public LogIndex Match { get; private set; }

    /// <summary>Index of the next entry to send.</summary>
    public LogIndex Next { get; private set; }

    /// <summary>How to send.</summary>
    public ProgressState State { get; private set; }

    /// <summary>Index of the snapshot on its way; zero outside Snapshot.</summary>
    public LogIndex PendingSnapshot { get; private set; }

    /// <summary>Whether it was heard from since the last check of the quorum.</summary>
    public bool IsRecentlyActive { get; internal set; }

    /// <summary>Messages with entries in flight.</summary>
    public int InflightCount => _inflights.Count;

    /// <summary>Whether the window is full, so that only empty messages may go.</summary>
    public bool IsWindowFull => _inflights.IsFull;

    /// <summary>Whether nothing may be sent until the follower, or a heartbeat's answer, says so.</summary>
    public bool IsPaused => State == ProgressState.Snapshot || _isFlowPaused;

    /// <summary>A copy that no longer changes, for reports.</summary>
    internal Progress Copy() => (Progress)MemberwiseClone();

    /// <summary>Looks for the point of agreement. After a snapshot, that is where the snapshot ended.</summary>
    internal void BecomeProbe()
    {
        var next = State == ProgressState.Snapshot ? LogIndex.Later(Match.Next, PendingSnapshot.Next) : Match.Next;
        Enter(ProgressState.Probe, next);
    }

    /// <summary>The point of agreement is known: send without waiting.</summary>
    internal void BecomeReplicate() => Enter(ProgressState.Replicate, Match.Next);

    /// <summary>A snapshot up to <paramref name="index"/> is on its way.</summary>
    internal void BecomeSnapshot(LogIndex index)
    {
        Enter(ProgressState.Snapshot, index.Next);
        PendingSnapshot = index;
        _sentCommit = index;
    }

    /// <summary>The snapshot never arrived: probe from what is known to match, once a heartbeat was answered.</summary>
    internal void AbortSnapshot()
    {
        PendingSnapshot = LogIndex.Zero;
        BecomeProbe();
    }

    /// <summary>Waits for the next heartbeat's answer before sending again.</summary>
    internal void PauseFlow() => _isFlowPaused = true;

    /// <summary>One more message may go, even if the window is full: it recovers a window whose messages were all lost.</summary>
    internal void ResumeFlow() => _isFlowPaused = false;

    /// <summary>Accounts for a message with <paramref name="count"/> entries of <paramref name="bytes"/> payload, sent optimistically.</summary>
    internal void SentEntries(int count, ulong bytes, LogIndex commit)
    {
        if (State == ProgressState.Replicate)
        {
            if (count > 0)
            {
                Next += (ulong)count;
                _inflights.Add(Next.Previous, bytes);
            }

            _isFlowPaused = _inflights.IsFull;
        }
        else if (count > 0)
        {
            _isFlowPaused = true;
        }

        SentCommit(commit);
    }

    /// <summary>Notes that the follower was told of <paramref name="commit"/>.</summary>
    internal void SentCommit(LogIndex commit) => _sentCommit = commit;

    /// <summary>Whether telling of <paramref name="commit"/> would tell the follower something: it has entries that it does not know to be committed.</summary>
    internal bool CanBumpCommit(LogIndex commit) => commit > _sentCommit && _sentCommit < Next.Previous;

    /// <summary>The follower matches up to <paramref name="index"/>. False if that was known.</summary>
    internal bool TryAdvance(LogIndex index)
    {
        if (index <= Match)
            return false;
        Match = index;
        Next = LogIndex.Later(Next, index.Next);
        _isFlowPaused = false;
        return true;
    }

    /// <summary>Frees the window up to an acknowledgement.</summary>
    internal void FreeInflights(LogIndex acknowledged) => _inflights.FreeThrough(acknowledged);

    /// <summary>The follower refused the entries after <paramref name="rejected"/>; the logs may agree at <paramref name="hint"/>.</summary>
    /// <returns>False if the refusal is stale, and nothing is to be sent again.</returns>
    internal bool TryBackOff(LogIndex rejected, LogIndex hint)
    {
        if (State == ProgressState.Replicate)
        {
            // A refusal of something that has matched since was overtaken.
            if (rejected <= Match)
                return false;
            MoveNextBackTo(Match.Next);
            return true;
        }

        // Only one probe is out at a time: any other refusal is an old one.
        if (Next.Previous != rejected)
            return false;
        MoveNextBackTo(LogIndex.Later(LogIndex.Min(rejected, hint.Next), Match.Next));
        _isFlowPaused = false;
        return true;
    }

    /// <summary>In the form <c>StateReplicate match=4 next=6 inflight=1</c>, without the word learner.</summary>
    public override string ToString() => Describe(isLearner: false);

    /// <summary>In the form of the scenario notation.</summary>
    internal string Describe(bool isLearner)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"State{State} match={Match} next={Next}");
        if (isLearner)
            text.Append(" learner");
        if (IsPaused)
            text.Append(" paused");
        if (PendingSnapshot != LogIndex.Zero)
            text.Append(CultureInfo.InvariantCulture, $" pendingSnap={PendingSnapshot}");
        if (!IsRecentlyActive)
            text.Append(" inactive");
        if (_inflights.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $" inflight={_inflights.Count}{(_inflights.IsFull ? "[full]" : "")}");
        return text.ToString();
    }

    private void Enter(ProgressState state, LogIndex next)
    {
        State = state;
        PendingSnapshot = LogIndex.Zero;
        _isFlowPaused = false;
        _inflights.Clear();
        Next = next;
        if (state == ProgressState.Probe)
            _sentCommit = LogIndex.Min(_sentCommit, Next.Previous);
    }

    private void MoveNextBackTo(LogIndex next)
    {
        Next = next;
        _sentCommit = LogIndex.Min(_sentCommit, Next.Previous);
    }
}
