using System.Diagnostics.Metrics;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.StateMachine;
using Amaters.Prover.Queue;

namespace Amaters.Ledger.Node.Telemetry;

/// <summary>Every metric of a node, all in the meter <c>Amaters.Ledger.Node</c> and labelled with <c>node</c>.</summary>
/// <remarks>Meters are process-global, so that label tells three nodes in one process apart. docs/operations.md lists them.</remarks>
internal sealed class NodeMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Amaters.Ledger.Node";

    private readonly Meter _meter = new(MeterName);
    private readonly KeyValuePair<string, object?> _node;
    private readonly Histogram<double> _provingSeconds;
    private readonly Counter<long> _proofs;

    public NodeMetrics(ulong nodeId, Func<LedgerProgress> progress, Func<IReadOnlyList<ShardStatus>> shards, Func<ProofQueueDepth> queueDepth)
    {
        _node = new("node", nodeId);
        _provingSeconds = _meter.CreateHistogram<double>("amaters.proof.duration", "s", "Time that a worker says it took for an accepted proof");
        _proofs = _meter.CreateCounter<long>("amaters.proofs", description: "Proofs handed in to this node, by outcome");
        _meter.CreateObservableGauge("amaters.sequence", () => Watermarks(progress()), description: "Sequence number of the last command at each stage");
        _meter.CreateObservableGauge("amaters.batch", () => BatchWatermarks(progress()), description: "Number of the last batch at each stage");
        Gauge("amaters.pending_commands", "Committed commands that are not sealed", () => (long)progress().PendingCount);
        Gauge("amaters.unproven_batches", "Sealed batches that wait for a proof", () => (long)progress().UnprovenBatchCount);
        Gauge("amaters.proof_lag", "Committed commands that are not applied", () => (long)(progress().CommittedSequence - progress().AppliedSequence));
        Gauge("amaters.proven_ahead_batches", "Batches that are proven and wait for an earlier one's proof", () => progress().ProvenAheadCount);
        ShardGauge("amaters.shard.records", "Records of a shard, tombstones included", shards, shard => shard.Records);
        ShardGauge("amaters.shard.payload", "Bytes of ciphertext in a shard, history included", shards, shard => shard.PayloadBytes, "By");
        ShardGauge("amaters.shard.writes", "Commands that took effect in a shard", shards, shard => shard.Writes);
        ShardGauge("amaters.shard.reads", "Records read from a shard on this node since it started", shards, shard => shard.Reads);
        _meter.CreateObservableGauge("amaters.queue.jobs", () => QueueJobs(queueDepth()), description: "Jobs of the proof queue, by state");
    }

    /// <summary>Counts a proof that was handed in.</summary>
    public void ProofReceived(SubmitProofResponse.Types.Outcome outcome, TimeSpan provingTime)
    {
        _proofs.Add(1, _node, new("outcome", outcome.ToString()));
        if (outcome == SubmitProofResponse.Types.Outcome.Accepted)
            _provingSeconds.Record(provingTime.TotalSeconds, _node);
    }

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Watermarks(LedgerProgress progress) =>
        [Stage("committed", progress.CommittedSequence), Stage("sealed", progress.SealedSequence), Stage("proven", progress.ProvenSequence), Stage("applied", progress.AppliedSequence)];

    private IEnumerable<Measurement<long>> BatchWatermarks(LedgerProgress progress) =>
        [Stage("sealed", progress.SealedBatch), Stage("proven", progress.ProvenBatch), Stage("applied", progress.AppliedBatch)];

    private IEnumerable<Measurement<long>> QueueJobs(ProofQueueDepth depth) =>
        [Job("waiting", depth.WaitingCount), Job("running", depth.RunningCount), Job("failed", depth.FailedCount)];

    private Measurement<long> Stage(string stage, ulong value) => new((long)value, _node, new("stage", stage));

    private Measurement<long> Job(string state, long count) => new(count, _node, new("state", state));

    private void ShardGauge(string name, string description, Func<IReadOnlyList<ShardStatus>> shards, Func<ShardStatus, ulong> value, string? unit = null) =>
        _meter.CreateObservableGauge(name, () => shards().Select(shard => new Measurement<long>((long)value(shard), _node, new("shard", shard.Shard))), unit, description);

    private void Gauge(string name, string description, Func<long> value) =>
        _meter.CreateObservableGauge(name, () => new Measurement<long>(value(), _node), description: description);
}
