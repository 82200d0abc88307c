using Amaters.Ledger.Consensus.Membership;

namespace Amaters.Scenarios;

/// <summary>Changes written as <c>v1 l2 r3 u4</c>: voter, learner, remove, update.</summary>
internal static class ConfChangeNotation
{
    /// <summary>Reads them.</summary>
    public static IReadOnlyList<ConfChangeSingle> Parse(string input) =>
        [.. input.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(word => new ConfChangeSingle(Kind(word), new(ScenarioCommand.Number(word[1..]))))];

    private static ConfChangeKind Kind(string word) => word[0] switch
    {
        'v' => ConfChangeKind.AddVoter,
        'l' => ConfChangeKind.AddLearner,
        'r' => ConfChangeKind.Remove,
        'u' => ConfChangeKind.Update,
        _ => throw new ScenarioException($"unknown change '{word}'"),
    };
}
