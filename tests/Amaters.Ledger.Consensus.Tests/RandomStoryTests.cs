using Amaters.Scenarios;

namespace Amaters.Ledger.Consensus.Tests;

/// <summary>Stories that nobody wrote: random commands on a group, judged for safety after each. A failure prints the story.</summary>
public sealed class RandomStoryTests
{
    private static readonly Gen<string> Node = Gen.Int[1, 5].Select(node => $"{node}");

    private static readonly Gen<string> Commands = Gen.Frequency(
        (30, Node.Select(node => $"process-ready {node}")),
        (20, Node.Select(node => $"deliver-msgs {node}")),
        (10, Node.Select(node => $"process-append-thread {node}")),
        (8, Node.Select(node => $"process-apply-thread {node}")),
        (4, Node.Select(node => $"deliver-msgs {node} keep=true")),
        (4, Node.Select(node => $"deliver-msgs drop={node}")),
        (4, Gen.Select(Node, OneOf("MsgApp", "MsgAppResp", "MsgVoteResp", "MsgHeartbeat", "MsgStorageAppendResp"), (node, type) => $"deliver-msgs {node} type={type}")),
        (6, Node.Select(node => $"tick-heartbeat {node}")),
        (4, Node.Select(node => $"tick-election {node}")),
        (3, Node.Select(node => $"campaign {node}")),
        (8, Gen.Select(Node, Gen.Char['a', 'z'], (node, data) => $"propose {node} {data}")),
        (3, Gen.Select(Node, OneOf("r", "v", "l"), Node, (node, kind, other) => $"propose-conf-change {node} v1=true\n{kind}{other}")),
        (3, Gen.Select(Node, OneOf("auto", "explicit", "implicit"), Node, Node, (node, transition, left, right) => $"propose-conf-change {node} transition={transition}\nl{left} v{right}")),
        (1, Node.Select(node => $"propose-conf-change {node}")),
        (3, Gen.Select(Node, Node, (from, to) => $"transfer-leadership from={from} to={to}")),
        (2, Node.Select(node => $"forget-leader {node}")),
        (2, Gen.Select(Node, Node, (from, to) => $"report-unreachable {from} {to}")),
        (2, Gen.Select(Node, Node, Gen.Bool, (from, to, isDelivered) => $"report-snapshot {from} {to} delivered={(isDelivered ? "true" : "false")}")),
        (4, Node.Select(node => $"restart {node}")),
        (3, Gen.Select(Node, Gen.Int[10, 20], (node, index) => $"compact {node} {index}")),
        (3, Node.Select(node => $"read-index {node} r")),
        (3, Gen.Const("stabilize")));

    private static readonly Gen<string> Groups = Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, OneOf(1, 2, 100), (isAsync, preVote, checkQuorum, inflight) =>
        $"add-nodes 5 voters=(1,2,3) learners=(4) index=10 inflight={inflight} async-storage-writes={Text(isAsync)} prevote={Text(preVote)} checkquorum={Text(checkQuorum)} step-down-on-removal=true");

    [Fact]
    public void No_random_story_breaks_safety() =>
        Gen.Select(Groups, Commands.List[30, 150]).Sample((group, commands) =>
        {
            var environment = new GroupEnvironment();
            var story = new List<string>();
            foreach (var line in commands.Prepend("campaign 1").Prepend(group).Prepend("log-level none"))
            {
                story.Add(line);
                try
                {
                    var parts = line.Split('\n');
                    environment.Execute(ScenarioCommand.Parse(parts[0], parts.Length > 1 ? parts[1] : ""));
                }
                catch (ScenarioException)
                {
                    // The command does not fit this moment.
                }
                catch (Exception exception) when (exception is InvariantViolationException or InvalidOperationException or OverflowException or ArgumentException)
                {
                    Assert.Fail($"{exception.Message}\n{string.Join("\n----\nok\n\n", story)}");
                }
            }
        }, iter: 500);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static string Text(bool value) => value ? "true" : "false";
}
