using System.Globalization;
using Amaters.Ledger.Consensus.Membership;

namespace Amaters.Scenarios;

/// <summary>Changes written as <c>v1 l2 r3 u4</c>: voter, learner, remove, update.</summary>
internal static class ConfChangeNotation
{
    /// <summary>Reads them. What cannot be read is refused in the words of etcd-io/raft.</summary>
    public static IReadOnlyList<ConfChangeSingle> Parse(string input) => [.. input.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(Change)];

    private static ConfChangeSingle Change(string word)
    {
        if (word.Length < 2)
            throw new CommandRefusedException($"unknown token {word}");
        var kind = Kind(word);
        return ulong.TryParse(word[1..], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new(kind, new(id))
            : throw new CommandRefusedException($"strconv.ParseUint: parsing \"{word[1..]}\": invalid syntax");
    }

    private static ConfChangeKind Kind(string word) => word[0] switch
    {
        'v' => ConfChangeKind.AddVoter,
        'l' => ConfChangeKind.AddLearner,
        'r' => ConfChangeKind.Remove,
        'u' => ConfChangeKind.Update,
        _ => throw new CommandRefusedException($"unknown input: {word}"),
    };
}
