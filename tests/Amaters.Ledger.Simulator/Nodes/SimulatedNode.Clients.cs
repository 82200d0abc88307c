using System.Buffers.Binary;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Nodes;

/// <content>Serving clients.</content>
internal sealed partial class SimulatedNode
{
    private readonly SortedDictionary<(int Client, long Number), Action<CommandOutcome>> _proposals = [];
    private readonly SortedDictionary<long, PendingRead> _reads = [];
    private long _lastReadNumber;

    /// <summary>Proposes a command. It may also never be answered.</summary>
    /// <param name="command">The command.</param>
    /// <param name="applied">Called when it was applied here.</param>
    /// <param name="refused">Called if it certainly went nowhere.</param>
    public void Propose(Command command, Action<CommandOutcome> applied, Action refused) => Input(raft =>
    {
        if (raft.Propose(command.Encode()) == StepOutcome.ProposalDropped)
        {
            _world.Coverage.Count(Mark.ProposalRefused);
            refused();
            return;
        }

        _proposals[(command.Client, command.Number)] = applied;
    });

    /// <summary>Reads linearizably. It may also never be answered.</summary>
    public void Read(int key, Action<Cell> answered, Action refused) => Input(raft =>
    {
        // Numbers go on over restarts: a late answer to a read of an earlier life of this process must not answer another.
        var context = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(context, ++_lastReadNumber);
        _reads.Add(_lastReadNumber, new(key, LogIndex.Max, answered, refused));
        raft.ReadIndex(context);
    });

    private void AnswerProposal(CommandOutcome outcome)
    {
        if (outcome.Effect == CommandEffect.Repeated)
            _world.Coverage.Count(Mark.DuplicateWriteIgnored);
        if (_proposals.Remove((outcome.Command.Client, outcome.Command.Number), out var applied))
            applied(outcome);
    }

    private void TakeReads(IReadOnlyList<ReadState> states)
    {
        foreach (var state in states)
        {
            var number = BinaryPrimitives.ReadInt64LittleEndian(state.Context.Span);
            if (!_reads.TryGetValue(number, out var read))
                continue;
            if (state.IsRefused)
            {
                _world.Coverage.Count(Mark.ReadRefused);
                _reads.Remove(number);
                read.Refused();
            }
            else if (read.Index == LogIndex.Max)
            {
                _reads[number] = read with { Index = state.Index };
            }
        }

        ServeReads();
    }

    private void ServeReads()
    {
        foreach (var (number, read) in _reads.Where(pair => pair.Value.Index <= Machine.Applied).ToArray())
        {
            _world.Coverage.Count(Mark.ReadServed);
            _reads.Remove(number);
            read.Answered(Machine.Read(read.Key));
        }
    }

    private sealed record PendingRead(int Key, LogIndex Index, Action<Cell> Answered, Action Refused);
}
