using Amaters.Ledger.Consensus;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator.Nodes;

/// <content>Synchronous storage: one Ready at a time, stored, sent, applied, confirmed.</content>
internal sealed partial class SimulatedNode
{
    private bool _isBusy;
    private HardState _writtenHardState;

    private void HandleSynchronously(Ready ready)
    {
        var isWriting = ready.HardState is not null || ready.Entries.Count > 0 || ready.Snapshot is not null;
        var isSynced = ready.MustSync || ready.Snapshot is not null;
        var remaining = ready.Messages;
        var isNewTermOrVote = ready.HardState is { } state && (state.Term != _writtenHardState.Term || state.Vote != _writtenHardState.Vote);
        if (isSynced && !isNewTermOrVote)
        {
            // Replication overlaps the leader's own sync (thesis §10.2.1); acknowledgements and votes do not.
            remaining = [.. ready.Messages.Where(message => message.AwaitsSync)];
            foreach (var message in ready.Messages.Where(message => !message.AwaitsSync))
            {
                _world.Coverage.Count(Mark.SentBeforeSync);
                Send(message);
            }
        }

        _writtenHardState = ready.HardState ?? _writtenHardState;
        if (isWriting && !TryWrite(new() { HardState = ready.HardState, Received = ready.Snapshot, Entries = ready.Entries }))
            return;
        if (!isSynced)
        {
            Finish(ready, remaining);
            return;
        }

        _isBusy = true;
        Sync(() =>
        {
            _isBusy = false;
            Finish(ready, remaining);
            Work();
        });
    }

    private void Finish(Ready ready, IReadOnlyList<Message> messages)
    {
        foreach (var message in messages)
            Send(message);
        if (ready.Snapshot is { } snapshot)
            Restore(snapshot);
        Apply(ready.CommittedEntries);
        _raft?.Advance();
    }
}
