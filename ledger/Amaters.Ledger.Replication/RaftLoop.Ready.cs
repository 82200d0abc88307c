using System.Diagnostics;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Membership;
using Amaters.Ledger.Replication.Snapshots;
using Microsoft.Extensions.Logging;

namespace Amaters.Ledger.Replication;

/// <content>RAFT-DURABLE: what a Ready asks for, in the order that keeps every promise (docs/raft.md, "Durability order").</content>
internal sealed partial class RaftLoop
{
    private void Process(Ready ready)
    {
        if (ready.SoftState is { } soft)
            Note(soft);
        foreach (var read in ready.ReadStates)
            _reads.Answer(read, _applied);

        // 1. Term and vote must be durable before anybody hears of them; anything else may overlap the sync.
        var holds = ready.HardState is { } state && (state.Term != _hardState.Term || state.Vote != _hardState.Vote);
        if (ready.HardState is { } changed)
        {
            _hardState = changed;
            _commitIsStored = false;
        }

        Message? append = null, apply = null;
        foreach (var message in ready.Messages)
        {
            if (message.To == NodeId.AppendThread)
                append = message;
            else if (message.To == NodeId.ApplyThread)
                apply = message;
            else if (holds)
                _held.Add(message);
            else
                _outgoing.Send(message, Now);
        }

        // 2. One atomic write, synced if it holds entries, a term, a vote or a snapshot.
        if (append is not null && (ready.MustSync || append.Snapshot is not null))
            Store(append);

        // 3. What waited for the sync: messages of a new term, then acknowledgements and votes, this node's own among them.
        foreach (var message in _held)
            _outgoing.Send(message, Now);
        _held.Clear();
        foreach (var response in append?.Responses ?? [])
        {
            if (response.To == _node.Id)
                _node.Step(response);
            else
                _outgoing.Send(response, Now);
        }

        // 4. Committed entries, which are durable here, go to the state machine.
        if (apply is not null)
            HandOut(apply);
    }

    private void Store(Message append)
    {
        _pending.Place(append.Entries);
        var started = Stopwatch.GetTimestamp();
        _store.Append(_hardState, append.Snapshot, append.Entries, sync: true);
        _commitIsStored = true;
        var elapsed = Stopwatch.GetElapsedTime(started);
        _metrics.Synced(elapsed, append.Entries.Count);
        if (elapsed > _options.DiskStallLimit)
        {
            LogStall(_logger, elapsed.TotalMilliseconds);
            TransferTo(NodeId.None);
        }

        if (append.Snapshot is { } snapshot)
            Install(snapshot);
    }

    /// <summary>A received snapshot, stored by now, replaces configuration and state; what waited for skipped entries is told so.</summary>
    private void Install(Snapshot snapshot)
    {
        Invariant.Holds(SnapshotTicket.TryDecode(snapshot.Data.Span, out var ticket), $"snapshot {snapshot.Metadata.Index} has no ticket");
        _pending.EndAll();
        _configuration = ticket.Configuration;
        _network.Update(_configuration.Addresses);
        _files.KeepOnly(snapshot.Metadata.Id);
        _worker.Restore(snapshot.Metadata.Id, ticket);
        LogInstalled(_logger, snapshot.Metadata.Index.Value);
    }

    private void HandOut(Message apply)
    {
        var entries = apply.Entries as Entry[] ?? [.. apply.Entries];
        var proposals = new Proposal?[entries.Length];
        // The core hands out no more than a quota before it hears that these are applied, and allows one change of members at a time.
        _handedOut = entries[^1].Index;
        var isAwaited = _handedOut < _hardState.Commit;
        for (var i = 0; i < entries.Length; i++)
        {
            proposals[i] = _pending.Take(entries[i]);
            if (entries[i].Type == EntryType.Normal)
                continue;
            Reconfigure(entries[i]);
            isAwaited = true;
        }

        if (isAwaited)
            _awaited = _handedOut;
        _worker.Apply(entries, proposals, _configuration, apply.Responses, isAwaited);
    }

    /// <summary>A committed configuration entry takes effect: durably first, so that a restart never applies it twice.</summary>
    private void Reconfigure(Entry entry)
    {
        Invariant.Holds(ConfChange.TryDecode(entry.Data.Span, out var change), $"configuration entry {entry.Index} cannot be read");
        var members = _node.ApplyConfChange(change);
        AddressBook.TryDecode(change.Context.Span, out var addresses);
        _configuration = _configuration.Next(entry.Index, members, addresses);
        _store.SaveConfiguration(_configuration);
        // Whoever leaves is told that this is committed while there still is a way to it.
        _outgoing.SendAll();
        _network.Update(_configuration.Addresses);
        LogReconfigured(_logger, entry.Index.Value, members);
    }

    private void Note(SoftState soft)
    {
        if (soft.Role is RaftRole.Candidate or RaftRole.PreCandidate && _softState.Role is RaftRole.Follower or RaftRole.Leader)
            _metrics.ElectionStarted();
        if (soft.Leader != _softState.Leader && soft.Leader != NodeId.None)
            _metrics.LeaderChanged();
        if (soft.Role != RaftRole.Leader && _softState.Role == RaftRole.Leader)
            _metrics.ClearProgress();
        LogRole(_logger, soft.Role, soft.Leader);
        _softState = soft;
    }

    [LoggerMessage(22, LogLevel.Information, "Now {Role}; the leader is node {Leader}")]
    private static partial void LogRole(ILogger logger, RaftRole role, NodeId leader);

    [LoggerMessage(23, LogLevel.Warning, "A sync of the log took {Milliseconds} ms; a leader hands over now")]
    private static partial void LogStall(ILogger logger, double milliseconds);

    [LoggerMessage(24, LogLevel.Information, "Snapshot {Index} replaces the log")]
    private static partial void LogInstalled(ILogger logger, ulong index);

    [LoggerMessage(25, LogLevel.Information, "Members as of entry {Index}: {Members}")]
    private static partial void LogReconfigured(ILogger logger, ulong index, ConfState members);
}
