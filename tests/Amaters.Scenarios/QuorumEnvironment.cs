using System.Globalization;
using System.Text;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Quorum;

namespace Amaters.Scenarios;

/// <summary>Commands <c>committed</c> and <c>vote</c> over a majority (<c>cfg=</c>) or two of them (<c>cfgj=</c>, where <c>zero</c> is the empty one).</summary>
public sealed class QuorumEnvironment : IScenarioEnvironment
{
    /// <inheritdoc/>
    public string Execute(ScenarioCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var incoming = Nodes(command.Values("cfg"));
        var isOutgoingZero = command.Values("cfgj") is ["zero"];
        var outgoing = isOutgoingZero ? [] : Nodes(command.Values("cfgj"));
        var quorum = new JointQuorum(NodeSet.Of(incoming), NodeSet.Of(outgoing));
        // Inputs are in the order of the voters as they first appear.
        NodeId[] voters = [.. incoming.Concat(outgoing).Distinct()];
        var output = command.Name switch
        {
            "committed" => Committed(quorum, Inputs(command, "idx", voters)),
            "vote" => Vote(quorum, Inputs(command, "votes", voters)),
            _ => throw new ScenarioException($"unknown command '{command.Name}'"),
        };
        command.RequireAllUsed();
        return output;
    }

    private static string Committed(JointQuorum quorum, SortedList<NodeId, string> inputs)
    {
        var known = new KnownIndexes(inputs.Where(input => input.Value != "_").ToDictionary(input => input.Key, input => ScenarioCommand.Number(input.Value)));
        var committed = quorum.Acknowledged(known);
        return Draw(quorum.All, known) + (committed == ulong.MaxValue ? "∞" : committed.ToString(CultureInfo.InvariantCulture));
    }

    private static string Vote(JointQuorum quorum, SortedList<NodeId, string> inputs)
    {
        var votes = new SortedList<NodeId, bool>();
        foreach (var (node, input) in inputs.Where(input => input.Value != "_"))
            votes.Add(node, input is "y" or "n" ? input == "y" : throw new ScenarioException($"'{input}' is no vote: y, n or _"));
        return $"Vote{quorum.Tally(votes)}";
    }

    /// <summary>One bar per voter, as long as there are voters with smaller indexes; a question mark where none is known.</summary>
    private static string Draw(NodeSet voters, KnownIndexes known)
    {
        if (voters.IsEmpty)
            return "<empty majority quorum>";
        var text = new StringBuilder().Append(' ', voters.Count).Append("    idx\n");
        foreach (var voter in voters)
        {
            var index = known.AcknowledgedBy(voter);
            var smallerCount = voters.Count(other => known.AcknowledgedBy(other) < index);
            var bar = known.Has(voter) ? new string('x', smallerCount) + ">" : "?";
            text.Append(bar.PadRight(voters.Count + 1)).Append(CultureInfo.InvariantCulture, $" {index,5}    (id={voter})\n");
        }

        return text.ToString();
    }

    private static NodeId[] Nodes(IReadOnlyList<string>? values) => [.. (values ?? []).Select(value => new NodeId(ScenarioCommand.Number(value)))];

    private static SortedList<NodeId, string> Inputs(ScenarioCommand command, string key, NodeId[] voters)
    {
        var values = command.Values(key) ?? [];
        if (values.Count != voters.Length)
            throw new ScenarioException($"{values.Count} inputs in '{key}' for the {voters.Length} voters ({string.Join(' ', voters)})");
        var inputs = new SortedList<NodeId, string>();
        for (var i = 0; i < voters.Length; i++)
            inputs.Add(voters[i], values[i]);
        return inputs;
    }

    private sealed class KnownIndexes(Dictionary<NodeId, ulong> indexes) : IAcknowledgements
    {
        public bool Has(NodeId node) => indexes.ContainsKey(node);

        public ulong AcknowledgedBy(NodeId node) => indexes.GetValueOrDefault(node);
    }
}
