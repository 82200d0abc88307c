using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Clock;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Nodes;

/// <content>Asynchronous storage: append and apply work in two ordered streams, beside the protocol.</content>
internal sealed partial class SimulatedNode
{
    private readonly Queue<(Message Work, IReadOnlyList<Message> HeldVotes)> _appendWork = new();
    private readonly Queue<Message> _applyWork = new();
    private bool _isAppending;
    private bool _isApplying;

    private void HandleAsynchronously(Ready ready)
    {
        var append = ready.Messages.FirstOrDefault(message => message.To == NodeId.AppendThread);
        // A request for votes must not leave before the term it names is durable: after a crash, the candidate might use the term again.
        IReadOnlyList<Message> held = append is null ? [] : [.. ready.Messages.Where(message => message.Type == MessageType.Vote)];
        foreach (var message in ready.Messages.Except(held))
        {
            if (message.To == NodeId.AppendThread)
                _appendWork.Enqueue((message, held));
            else if (message.To == NodeId.ApplyThread)
                _applyWork.Enqueue(message);
            else
                Send(message);
        }

        if (held.Count > 0)
            _world.Coverage.Count(Mark.VoteHeldForSync);
        if (append?.Snapshot is { } snapshot)
            _snapshotBeingStored = snapshot.Metadata.Index;
        StartAppending();
        StartApplying();
    }

    /// <summary>Writes some of the waiting work, syncs once for all of it, and answers in order.</summary>
    private void StartAppending()
    {
        if (_isAppending || _appendWork.Count == 0)
            return;
        _isAppending = true;
        var batch = new List<(Message Work, IReadOnlyList<Message> HeldVotes)>();
        for (var count = _world.DiskDice.Between(1, 4); count > 0 && _appendWork.TryDequeue(out var item); count--)
        {
            var work = item.Work;
            var state = new HardState(work.Term, work.Vote, work.Commit);
            if (!TryWrite(new() { HardState = state.IsEmpty ? null : state, Received = work.Snapshot, Entries = work.Entries }))
                return;
            batch.Add(item);
        }

        if (batch.Count > 1)
            _world.Coverage.Count(Mark.SyncedInGroup);
        Sync(() =>
        {
            foreach (var (work, votes) in batch)
            {
                foreach (var vote in votes)
                    Send(vote);
                if (work.Snapshot is { } snapshot)
                    Restore(snapshot);
                foreach (var response in work.Responses)
                    Respond(response);
            }

            _isAppending = false;
            StartAppending();
        });
    }

    private void StartApplying()
    {
        if (_isApplying || !_applyWork.TryDequeue(out var work))
            return;
        _isApplying = true;
        After(_world.DiskDice.Between(Scheduler.Millisecond / 10, 5 * Scheduler.Millisecond), () =>
        {
            Apply(work.Entries);
            _isApplying = false;
            foreach (var response in work.Responses)
                Respond(response);
            StartApplying();
        });
    }

    private void Respond(Message response)
    {
        if (!IsUp)
            return;
        Send(response);
        Work();
    }
}
