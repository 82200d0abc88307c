using System.Diagnostics.Metrics;
using Amaters.Ledger.Consensus;

namespace Amaters.Ledger.Replication;

/// <summary>Every metric of this floor, all in the meter <c>Amaters.Ledger.Replication</c> and labelled with <c>node</c>.</summary>
/// <remarks>docs/raft.md lists them with what to watch for. Meters are process-global, so the label tells three nodes in one process apart.</remarks>
internal sealed class GroupMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Amaters.Ledger.Replication";

    private readonly Meter _meter = new(MeterName);
    private readonly KeyValuePair<string, object?> _node;
    private readonly Counter<long> _elections, _leaderChanges, _dropped;
    private readonly Histogram<double> _syncSeconds;
    private readonly Histogram<int> _entriesPerSync;
    private IReadOnlyList<PeerProgress> _progress = [];

    public GroupMetrics(NodeId id, StatusBoard board, Func<long> logBytes)
    {
        _node = new("node", id.Value);
        _elections = _meter.CreateCounter<long>("amaters.raft.elections", description: "Elections that this node started");
        _leaderChanges = _meter.CreateCounter<long>("amaters.raft.leader_changes", description: "New leaders that this node has seen");
        _dropped = _meter.CreateCounter<long>("amaters.raft.peer.dropped", description: "Messages dropped because a peer's queue was full or its connection broke");
        _syncSeconds = _meter.CreateHistogram<double>("amaters.raft.sync.duration", "s", "One synced write of the log");
        _entriesPerSync = _meter.CreateHistogram<int>("amaters.raft.sync.entries", description: "Entries that shared one sync");
        Gauge("amaters.raft.term", "Current term", () => (long)board.Current.Term.Value);
        Gauge("amaters.raft.commit", "Highest index known to be committed", () => (long)board.Current.Commit.Value);
        Gauge("amaters.raft.applied", "Highest index applied", () => (long)board.Current.Applied.Value);
        Gauge("amaters.raft.log.entries", "Entries stored", () => (long)(board.Current.LastIndex.Next - board.Current.FirstIndex));
        Gauge("amaters.raft.leader", "1 on the leader, else 0", () => board.Current.Role == RaftRole.Leader ? 1 : 0);
        _meter.CreateObservableGauge("amaters.raft.log.size", () => new Measurement<long>(logBytes(), _node), "By", "Bytes of the log on disk and in its write buffers");
        _meter.CreateObservableGauge("amaters.raft.peer.lag", () => PeerLags(board), description: "On the leader: entries that a peer is behind the log's end");
    }

    /// <summary>What this node, while it leads, knows of the others; empty on every other node.</summary>
    public IReadOnlyList<PeerProgress> Progress => Volatile.Read(ref _progress);

    public void ElectionStarted() => _elections.Add(1, _node);

    public void LeaderChanged() => _leaderChanges.Add(1, _node);

    public void Dropped(ulong peer, int count) => _dropped.Add(count, _node, new("peer", peer));

    public void Synced(TimeSpan elapsed, int entries)
    {
        _syncSeconds.Record(elapsed.TotalSeconds, _node);
        _entriesPerSync.Record(entries, _node);
    }

    public void SetProgress(Status status) =>
        Volatile.Write(ref _progress, [.. status.Progress.Where(peer => peer.Key != status.Id).Select(peer => new PeerProgress(peer.Key.Value, peer.Value.Match.Value, peer.Value.IsRecentlyActive))]);

    public void ClearProgress() => Volatile.Write(ref _progress, []);

    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string description, Func<long> value) =>
        _meter.CreateObservableGauge(name, () => new Measurement<long>(value(), _node), description: description);

    private IEnumerable<Measurement<long>> PeerLags(StatusBoard board)
    {
        var last = board.Current.LastIndex.Value;
        return Progress.Select(peer => new Measurement<long>((long)(last - Math.Min(last, peer.Match)), _node, new("peer", peer.NodeId)));
    }
}
