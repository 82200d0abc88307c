using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Commands;

namespace Amaters.Ledger.Client.Tests;

/// <summary>A ledger of one process: executes each command as a batch of its own, under the real rules, and keeps payloads as a node does.</summary>
internal sealed class TestLedger
{
    public const int TreeDepth = 6;

    private static readonly CircuitShape Shape = new(commandCount: 1, TreeDepth);

    private readonly Dictionary<RecordKey, ReadOnlyMemory<byte>> _payloads = [];
    private readonly LedgerState _state = new(TreeDepth);
    private ChainPosition _position = ChainPosition.Genesis(Shape);

    public TestLedger(Fr id) => Id = id;

    public Fr Id { get; }

    /// <summary>The header of the last batch.</summary>
    public BatchHeader Header { get; private set; } = null!;

    public CommandResult Execute(PreparedCommand prepared)
    {
        Assert.True(Batch.TryCreate(Shape, Id, _position, [prepared.Command], out var batch, out var fault), fault.ToString());
        var execution = BatchExecutor.Execute(batch, _state);
        execution.After.Commit();
        (Header, _position) = (execution.Header, ChainPosition.After(execution.Header));

        var result = Assert.Single(execution.Results);
        if (result == CommandResult.Applied && prepared.Command.Command.Operation is Operation.Put or Operation.Delete)
            _payloads[prepared.Command.Command.Key] = prepared.Payload;
        return result;
    }

    public RecordProof Prove(RecordKey key) => _state.Prove(key);

    public ReadOnlySpan<byte> Payload(RecordKey key) => _payloads.GetValueOrDefault(key).Span;
}
