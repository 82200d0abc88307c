using System.Text;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Consensus.Tracking;

namespace Amaters.Scenarios;

/// <summary>Commands <c>simple</c>, <c>enter-joint</c> and <c>leave-joint</c> over a configuration that starts empty; each command lengthens the log by one.</summary>
public sealed class ConfChangeEnvironment : IScenarioEnvironment
{
    private readonly ProgressTracker _tracker = new(10, RaftConfig.NoLimit);
    private ulong _lastIndex;

    /// <inheritdoc/>
    public string Execute(ScenarioCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var index = _lastIndex++;
        try
        {
            return Change(command, index);
        }
        catch (CommandRefusedException refusal)
        {
            return refusal.Message;
        }
    }

    private string Change(ScenarioCommand command, ulong index)
    {
        var current = _tracker.Configuration;
        var changes = ConfChangeNotation.Parse(command.Input);
        string refusal;
        Configuration next;
        var isChanged = command.Name switch
        {
            "simple" => ConfChanger.TrySimple(current, changes, out next, out refusal),
            "enter-joint" => ConfChanger.TryEnterJoint(current, command.FlagOf("autoleave") ?? false, changes, out next, out refusal),
            "leave-joint" when changes.Count > 0 => Refuse("this command takes no input", out next, out refusal),
            "leave-joint" => ConfChanger.TryLeaveJoint(current, out next, out refusal),
            _ => throw new CommandRefusedException("unknown command"),
        };
        command.RequireAllUsed();
        if (!isChanged)
            return refusal;
        _tracker.Switch(next, new(index));
        return $"{next}\n{Describe(_tracker)}";
    }

    private static bool Refuse(string reason, out Configuration next, out string refusal)
    {
        (next, refusal) = (Configuration.Empty, reason);
        return false;
    }

    private static string Describe(ProgressTracker tracker)
    {
        var text = new StringBuilder();
        foreach (var node in tracker.Members)
            text.Append(node).Append(": ").Append(tracker[node]!.Describe(tracker.IsLearner(node))).Append('\n');
        return text.ToString();
    }
}
