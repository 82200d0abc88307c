using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Protocol;
using RecordKey = Amaters.Circuits.Statements.RecordKey;

namespace Amaters.EndToEnd.Tests.Storm;

/// <summary>Judges a ledger's whole history by what its clients know, with a model of the rules that shares no code with the ledger, but for the position of a key.</summary>
/// <param name="treeDepth">Levels of the ledger's state tree: they decide which keys share a position.</param>
internal sealed class HistoryOracle(int treeDepth)
{
    private readonly Dictionary<ulong, ModelRecord> _records = [];

    /// <summary>A record as the model has it.</summary>
    public sealed record ModelRecord(RecordKey Key, ulong Version, Fr Owner, bool IsLive, string? Value);

    /// <summary>The model's record, or null.</summary>
    public ModelRecord? Find(RecordKey key) => _records.GetValueOrDefault(key.Position(treeDepth)) is { } record && record.Key == key ? record : null;

    /// <summary>Checks that the history holds every acknowledged command exactly once, where and as it was answered, and no command that nobody gave.</summary>
    /// <param name="history">All commands of the ledger, by its own account.</param>
    /// <param name="attempts">All commands of the clients whose collection is looked at.</param>
    public void Judge(IReadOnlyList<AppliedCommand> history, IReadOnlyList<Attempt> attempts)
    {
        var given = attempts.ToDictionary(attempt => attempt.Command.Digest);
        var places = new Dictionary<Fr, AppliedCommand>();
        for (var i = 0; i < history.Count; i++)
        {
            Assert.Equal((ulong)i + 1, history[i].Sequence);
            Assert.True(SignedCommand.TryDecode(history[i].SignedCommand.Span, out var command, out _));
            Assert.True(places.TryAdd(command.Digest, history[i]), $"command {history[i].Sequence} was executed before, as {places[command.Digest].Sequence}");
            if (given.TryGetValue(command.Digest, out var attempt))
                Assert.Equal(Execute(command, attempt.Value), history[i].Result);
        }

        foreach (var attempt in attempts)
        {
            Assert.True(places.TryGetValue(attempt.Command.Digest, out var place) || !attempt.IsAcknowledged, $"command {attempt.Command.Digest} was acknowledged and is not in the history");
            foreach (var answer in attempt.Answers.Where(answer => answer.Sequence != 0))
            {
                Assert.Equal(answer.Sequence, place!.Sequence);
                Assert.True(answer.Result == ResultCode.Pending || answer.Result == place.Result, $"command {answer.Sequence} was answered {answer.Result} and is {place.Result}");
            }
        }
    }

    private ResultCode Execute(SignedCommand signed, string? value)
    {
        var command = signed.Command;
        var position = command.Key.Position(treeDepth);
        var old = _records.GetValueOrDefault(position);
        if (old is not null && old.Key != command.Key)
            return ResultCode.KeyCollision;
        if (command.ExpectedVersion != (old?.Version ?? 0))
            return ResultCode.VersionMismatch;
        if (old is not null && old.Owner != signed.Client)
            return ResultCode.NotOwner;
        if (command.Operation != Operation.Put && old is not { IsLive: true })
            return ResultCode.NotLive;
        _records[position] = command.Operation switch
        {
            Operation.Put => new ModelRecord(command.Key, command.ExpectedVersion + 1, signed.Client, IsLive: true, value),
            Operation.Delete => old! with { Version = old.Version + 1, IsLive = false, Value = null },
            _ => old! with { Version = old.Version + 1, Owner = command.PayloadDigest },
        };
        return ResultCode.Ok;
    }
}
