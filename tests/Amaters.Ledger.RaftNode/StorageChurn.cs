using System.Text;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Storage;
using Amaters.Ledger.Replication.Storage;

namespace Amaters.Ledger.RaftNode;

/// <summary>One step of everything that a host asks of its log: appends that cut uncommitted tails, snapshots of both kinds, compaction.</summary>
/// <remarks>A step follows from its number and the state before it, so a process that died and its judge know the same steps.</remarks>
public sealed record StorageChurn
{
    private static readonly ConfState Members = new() { Voters = [new(1)] };

    private HardState? HardState { get; init; }

    private Snapshot? Received { get; init; }

    private IReadOnlyList<Entry> Entries { get; init; } = [];

    private Snapshot? Own { get; init; }

    private LogIndex CompactTo { get; init; }

    /// <summary>The step of that number, from 0, after all before it were applied to <paramref name="model"/>.</summary>
    public static StorageChurn At(int number, MemoryStorage model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var random = new SeededRandom((ulong)number);
        var term = new Term((ulong)number + 1);
        var committed = model.InitialState().HardState.Commit;
        model.Snapshot(out var newest);
        model.Term(committed, out var termOfCommitted);
        var kind = random.Next(10);
        if (number == 0 || kind == 0)
        {
            var index = committed + 1 + (ulong)random.Next(6);
            return new() { HardState = new(term, default, index), Received = new(Payload(index, term, 40), new(Members, index, term)), Entries = New(index.Next, term, random.Next(3), random) };
        }

        if (kind == 1 && committed > newest.Metadata.Index)
            return new() { Own = new(Payload(committed, term, 40), new(Members, committed, termOfCommitted)) };
        if (kind == 2 && newest.Metadata.Index >= model.FirstIndex)
            return new() { CompactTo = newest.Metadata.Index };
        var kept = committed + (ulong)random.Next((int)(model.LastIndex - committed) + 1);
        return new() { HardState = new(term, new((ulong)random.Next(3)), kept), Entries = New(kept.Next, term, 1 + random.Next(4), random) };
    }

    /// <summary>Makes the step in memory.</summary>
    public void ApplyTo(MemoryStorage model)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (HardState is { } state)
            model.SetHardState(state);
        if (Received is not null)
            model.ApplySnapshot(Received);
        model.Append(Entries);
        if (Own is not null)
            model.CreateSnapshot(Own.Metadata.Index, Own.Metadata.ConfState, Own.Data);
        model.Compact(CompactTo);
    }

    /// <summary>Makes the step on disk, in one atomic, synced write.</summary>
    public void ApplyTo(LogStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (HardState is not null)
            store.Append(HardState, Received, Entries, sync: true);
        if (Own is not null)
            store.SaveSnapshot(Own);
        store.Compact(CompactTo);
    }

    private static Entry[] New(LogIndex first, Term term, int count, SeededRandom random) =>
        [.. Enumerable.Range(0, count).Select(i => new Entry(term, first + (ulong)i, EntryType.Normal, Payload(first + (ulong)i, term, random.Next(4000))))];

    private static byte[] Payload(LogIndex index, Term term, int length) =>
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat($"{term}/{index} ", length / 8)));
}
