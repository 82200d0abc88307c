using System.Diagnostics.Metrics;
using System.Globalization;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.RaftNode;
using Amaters.Ledger.Replication.Peers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amaters.Ledger.Replication.Tests;

/// <summary>What a listener of the meter hears is what real groups do, and each of its words names the node.</summary>
public sealed class GroupMetricsTests
{
    private const string Prefix = "amaters.raft.";

    [Fact]
    public async Task Two_groups_in_one_process_are_told_apart_and_each_is_shown_as_it_is()
    {
        var folder = Directory.CreateTempSubdirectory("amaters-metrics-").FullName;
        using var heard = new Listener();
        try
        {
            await using var busy = Start(folder, node: 71);
            await using var idle = Start(folder, node: 72);
            foreach (var group in new[] { busy, idle })
                await group.WaitForAsync(status => status.Role == RaftRole.Leader && status.Applied == status.LastIndex, TestContext.Current.CancellationToken);
            for (var i = 0; i < 5; i++)
                Assert.Equal(ProposalOutcome.Applied, (await busy.ProposeAsync(KeyValueMachine.Command("k"u8, [(byte)i]), TestContext.Current.CancellationToken)).Outcome);
            await busy.WaitForAsync(status => status.Applied == status.LastIndex, TestContext.Current.CancellationToken);

            var now = heard.Read();
            foreach (var (node, group) in new[] { (71UL, busy), (72UL, idle) })
            {
                var status = group.Status;
                Assert.Equal(status.Term.Value, now["term", node]);
                Assert.Equal(status.Commit.Value, now["commit", node]);
                Assert.Equal(status.Applied.Value, now["applied", node]);
                Assert.Equal(status.LastIndex.Next - status.FirstIndex, now["log.entries", node]);
                Assert.Equal(1, now["leader", node]);
                Assert.Equal(1, now["elections", node]);
                Assert.Equal(1, now["leader_changes", node]);
                Assert.True(now["log.size", node] > 0);
                Assert.True(now["sync.duration", node] > 0);
                Assert.Equal(status.LastIndex.Next - status.FirstIndex, now["sync.entries", node]);
            }

            Assert.Equal(5, now["commit", 71] - now["commit", 72]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Lag_and_drops_name_the_peer_and_only_a_leader_has_lags()
    {
        using var heard = new Listener();
        var board = new StatusBoard();
        var node = new TestProgress();
        using var metrics = new GroupMetrics(new(73), board, () => 4096);
        board.Publish(new GroupStatus(new(73), RaftRole.Leader, new(73), new(1), new(9), new(8), new(3), new(9), GroupConfiguration.Empty));
        metrics.Dropped(74, 3);
        metrics.Dropped(74, 2);
        metrics.SetProgress(node.Status);
        var now = heard.Read();
        Assert.Equal(5, now["peer.dropped", 73, 74]);
        Assert.Equal(9 - TestProgress.MatchOf74, now["peer.lag", 73, 74]);
        Assert.Equal(7, now["log.entries", 73]);
        Assert.Equal(4096, now["log.size", 73]);
        Assert.False(now.Has("peer.lag", 73, 73));
        metrics.ClearProgress();
        Assert.False(heard.Read().Has("peer.lag", 73, 74));
    }

    private static RaftGroup Start(string folder, ulong node)
    {
        var (certificates, address) = (Path.Combine(folder, $"certificates-{node}"), new Uri("https://127.0.0.1:1"));
        DevelopmentCertificates.Write(certificates, new GroupId(node), [node], DateTimeOffset.UtcNow);
        return RaftGroup.Start(
            new RaftGroupOptions
            {
                Folder = Path.Combine(folder, $"{node}"),
                Credentials = PeerCredentials.Load(certificates, node),
                Founders = new Dictionary<ulong, Uri> { [node] = address },
                RandomSeed = node,
                Tick = TimeSpan.FromMilliseconds(10),
            },
            new KeyValueMachine(), TimeProvider.System, NullLoggerFactory.Instance);
    }

    /// <summary>A leader of two, whose follower 74 has stored some of its entries.</summary>
    private sealed class TestProgress
    {
        public const ulong MatchOf74 = 3;

        private readonly RawNode _leader;

        public TestProgress()
        {
            var storage = new Consensus.Storage.MemoryStorage();
            storage.ApplySnapshot(new(default, new(new() { Voters = [new(73), new(74)] }, new(2), new(1))));
            _leader = new(new() { Id = new(73), Storage = storage, Random = new SeededRandom(1), Applied = new(2), PreVote = false });
            _leader.Campaign();
            Drain(storage);
            _leader.Step(new() { Type = MessageType.VoteResp, From = new(74), To = new(73), Term = _leader.Status().HardState.Term });
            Drain(storage);
            _leader.Step(new() { Type = MessageType.AppResp, From = new(74), To = new(73), Term = _leader.Status().HardState.Term, Index = new(MatchOf74) });
        }

        public Status Status => _leader.Status();

        private void Drain(Consensus.Storage.MemoryStorage storage)
        {
            while (_leader.HasReady)
            {
                var ready = _leader.Ready();
                if (ready.HardState is { } state)
                    storage.SetHardState(state);
                storage.Append(ready.Entries);
                _leader.Advance();
            }
        }
    }

    /// <summary>What the meter says: the sum of counters and histograms, the newest value of gauges.</summary>
    private sealed class Listener : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Lock _lock = new();
        private readonly Dictionary<(string Name, ulong Node, ulong Peer), double> _values = [];

        public Listener()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == GroupMetrics.MeterName)
                    listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Take(instrument, value, labels));
            _listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) => Take(instrument, value, labels));
            _listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Take(instrument, value, labels));
            _listener.Start();
        }

        public double this[string name, ulong node, ulong peer = 0]
        {
            get
            {
                lock (_lock)
                    return _values[(name, node, peer)];
            }
        }

        public bool Has(string name, ulong node, ulong peer)
        {
            lock (_lock)
                return _values.ContainsKey((name, node, peer));
        }

        public Listener Read()
        {
            lock (_lock)
            {
                foreach (var gauge in _values.Keys.Where(key => key.Name == "peer.lag").ToArray())
                    _values.Remove(gauge);
            }

            _listener.RecordObservableInstruments();
            return this;
        }

        public void Dispose() => _listener.Dispose();

        private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
        {
            Assert.StartsWith(Prefix, instrument.Name, StringComparison.Ordinal);
            ulong node = 0, peer = 0;
            foreach (var (key, text) in labels)
            {
                node = key == "node" ? Convert.ToUInt64(text, CultureInfo.InvariantCulture) : node;
                peer = key == "peer" ? Convert.ToUInt64(text, CultureInfo.InvariantCulture) : peer;
            }

            // A measurement without its node could not be told from another's.
            Assert.NotEqual(0UL, node);
            lock (_lock)
            {
                var place = (instrument.Name[Prefix.Length..], node, peer);
                _values[place] = value + (instrument.IsObservable ? 0 : _values.GetValueOrDefault(place));
            }
        }
    }
}
