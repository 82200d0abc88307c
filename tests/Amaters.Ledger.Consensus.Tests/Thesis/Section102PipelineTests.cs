using Amaters.Ledger.Consensus.Tracking;

namespace Amaters.Ledger.Consensus.Tests.Thesis;

/// <summary>§10.2: writing to the leader's disk in parallel, batching and pipelining.</summary>
public sealed class Section102PipelineTests
{
    [Fact]
    public void S1021_a_majority_commits_without_the_leaders_disk()
    {
        var node = new TestNode([1, 2, 3]);
        node.Lead(2);
        node.Acknowledge(2, 11);
        node.Raft.Propose(new byte[1]);
        node.Raft.Ready();
        // The entry is sent and not stored: what the others have counts, and what the leader has does not.
        node.Raft.Step(TestNode.From(2, MessageType.AppResp, node.Term) with { Index = new(12) });
        Assert.Equal(11UL, node.Commit);
        node.Raft.Step(TestNode.From(3, MessageType.AppResp, node.Term) with { Index = new(12) });
        Assert.Equal(12UL, node.Commit);
    }

    [Fact]
    public void S1022_once_logs_agree_entries_go_without_waiting()
    {
        var node = Replicating(maxInflight: 16);
        for (ulong index = 12; index < 15; index++)
            Assert.Contains(node.Propose("x"), message => message.To == new NodeId(2) && message.Index.Value == index - 1);
        Assert.Equal((11UL, 15UL), (Peer(node).Match.Value, Peer(node).Next.Value));
    }

    [Fact]
    public void S1022_while_they_are_compared_one_message_goes_at_a_time()
    {
        var node = new TestNode([1, 2, 3]);
        Assert.Contains(node.Lead(3), message => message.To == new NodeId(2));
        Assert.DoesNotContain(node.Propose("x"), message => message.To == new NodeId(2));
        Assert.Contains(node.Acknowledge(2, 11), message => message.To == new NodeId(2) && message.Entries.Count == 1);
    }

    [Fact]
    public void S1022_the_window_limits_what_is_in_flight_and_moves_with_acknowledgements()
    {
        var node = Replicating(maxInflight: 2);
        node.Propose("a");
        node.Propose("b");
        Assert.True(Peer(node).IsPaused);
        Assert.DoesNotContain(node.Propose("c"), message => message.To == new NodeId(2));
        Assert.Contains(node.Acknowledge(2, 12), message => message.To == new NodeId(2) && message.Entries is [{ Index.Value: 14 }]);
    }

    [Fact]
    public void S1022_a_heartbeats_answer_lets_one_empty_message_past_a_full_window()
    {
        var node = Replicating(maxInflight: 1);
        node.Propose("a");
        node.Propose("b");
        var sent = node.Step(TestNode.From(2, MessageType.HeartbeatResp, node.Term));
        Assert.Empty(Assert.Single(sent, message => message.To == new NodeId(2)).Entries);
        Assert.DoesNotContain(node.Propose("c"), message => message.To == new NodeId(2));
    }

    [Fact]
    public void S1022_a_refusal_in_full_flow_goes_back_to_probing()
    {
        var node = Replicating(maxInflight: 16);
        node.Propose("a");
        node.Propose("b");
        node.Step(TestNode.From(2, MessageType.AppResp, node.Term) with { Reject = true, Index = new(12), RejectHint = new(11), LogTerm = new(node.Term) });
        Assert.Equal((ProgressState.Probe, 12UL), (Peer(node).State, Peer(node).Next.Value));
    }

    [Fact]
    public void S1022_progress_keeps_match_below_next() =>
        Gen.Select(Gen.Int[0, 5], Gen.ULong[0, 20]).List[1, 60].Sample(steps =>
        {
            var node = Replicating(maxInflight: 3);
            foreach (var (kind, number) in steps)
            {
                var index = Math.Min(number + TestNode.Base, node.LastIndex);
                switch (kind)
                {
                    case 0:
                        node.Propose("x");
                        break;
                    case 1:
                        node.Acknowledge(2, index);
                        break;
                    case 2:
                        // A follower refuses only what it was sent, and has whatever it acknowledged.
                        if (index > Peer(node).Match.Value)
                            node.Step(TestNode.From(2, MessageType.AppResp, node.Term) with { Reject = true, Index = new(index), RejectHint = Peer(node).Match });
                        break;
                    case 3:
                        node.Raft.ReportUnreachable(new(2));
                        break;
                    case 4:
                        node.Step(TestNode.From(2, MessageType.HeartbeatResp, node.Term));
                        break;
                    default:
                        node.Tick(1);
                        break;
                }

                Assert.True(Peer(node).Match < Peer(node).Next && Peer(node).Next.Value <= node.LastIndex + 1);
                Assert.True(Peer(node).InflightCount <= 3);
            }
        });

    private static TestNode Replicating(int maxInflight)
    {
        var node = new TestNode([1, 2, 3], maxInflight: maxInflight);
        node.Lead(3);
        node.Acknowledge(2, 11);
        return node;
    }

    private static Progress Peer(TestNode node) => node.Raft.Status().Progress[new(2)];
}
