using Amaters.Ledger.Consensus;
using Amaters.Ledger.Consensus.Storage;
using CsCheck;

namespace Amaters.Testing;

/// <summary>What <see cref="IStorage"/> promises, checked for any store. A broken promise throws and names itself.</summary>
public static class StorageConformance
{
    private const ulong NoLimit = RaftConfig.NoLimit;

    /// <summary>Checks all promises, each on a fresh store, then random histories against a model.</summary>
    /// <param name="create">Makes an empty store.</param>
    /// <param name="histories">Number of random histories.</param>
    /// <param name="seed">CsCheck's seed of the first history, to repeat a failure; null for a new one.</param>
    public static void Holds(Func<IStoreUnderTest> create, int histories = 100, string? seed = null)
    {
        ArgumentNullException.ThrowIfNull(create);
        foreach (var promise in new Action<IStoreUnderTest>[]
        {
            AnEmptyStoreStartsAtOne, WhatWasWrittenIsReadAgain, ANewEntryReplacesAllAfterIt, LimitsCutButLeaveOne, CompactionKeepsTheLastTerm,
            ASnapshotReplacesTheLog, AnOwnSnapshotKeepsTheLog, AReadySurvivesAsAWhole, WhatASnapshotStandsForIsNotReplaced,
        })
        {
            using var store = create();
            promise(store);
        }

        Steps.List[1, 20].Sample(steps => MatchesModel(create, steps), seed: seed, iter: histories);
    }

    private static void AnEmptyStoreStartsAtOne(IStoreUnderTest store)
    {
        Expect(store.Storage.FirstIndex == Index(1) && store.Storage.LastIndex == Index(0), "an empty store has first index 1 and last index 0");
        Expect(store.Storage.InitialState() is { HardState.IsEmpty: true } state && state.ConfState.Equals(ConfState.Empty), "an empty store has no state");
        Expect(TermAt(store, 0) == (LogRead.Found, new Term(0)), "the term before the first entry is 0");
        Expect(TermAt(store, 1).Read == LogRead.Unavailable, "a term beyond the end is unavailable");
        Expect(store.Storage.Snapshot(out var snapshot) == LogRead.Found && snapshot.IsEmpty, "an empty store has the empty snapshot");
    }

    private static void WhatWasWrittenIsReadAgain(IStoreUnderTest store)
    {
        var hardState = new HardState(new(3), new(2), Index(1));
        store.Write(hardState, Entries(1, 1, 1, 3), null);
        for (var pass = 0; pass < 2; pass++, store.Reopen())
        {
            Expect(store.Storage.InitialState().HardState == hardState, "hard state is read as written");
            Expect(Text(store) == "1/1 1/2 3/3", "entries are read as written");
            Expect(TermAt(store, 3) == (LogRead.Found, new Term(3)), "terms are read as written");
            Expect(store.Storage.Entries(Index(2), Index(5), NoLimit, out _) == LogRead.Unavailable, "a range beyond the end is unavailable");
            store.Storage.Entries(Index(2), Index(3), NoLimit, out var entries);
            Expect(entries is [{ Type: EntryType.Normal, Data.Length: 2 }], "a range ends before its end; type and data are read as written");
        }
    }

    private static void ANewEntryReplacesAllAfterIt(IStoreUnderTest store)
    {
        store.Write(null, Entries(1, 1, 1, 1, 1), null);
        store.Write(null, Entries(3, 2), null);
        Expect(Text(store) == "1/1 1/2 2/3", "entries at and after the first new index are gone");
        store.Reopen();
        Expect(Text(store) == "1/1 1/2 2/3", "and stay gone");
    }

    private static void LimitsCutButLeaveOne(IStoreUnderTest store)
    {
        store.Write(null, Entries(1, 1, 1, 1), null);
        foreach (var (limit, count) in new[] { (0UL, 1), (1UL, 1), (2UL * (Entry.OverheadByteCount + 2), 2), ((3UL * (Entry.OverheadByteCount + 2)) - 1, 2), (NoLimit, 3) })
        {
            Expect(store.Storage.Entries(Index(1), Index(4), limit, out var entries) == LogRead.Found, "a limit does not refuse");
            Expect(entries.Count == count, $"a limit of {limit} bytes gives {count} entries, not {entries.Count}");
        }
    }

    private static void CompactionKeepsTheLastTerm(IStoreUnderTest store)
    {
        store.Write(null, Entries(1, 1, 2, 3, 3), null);
        store.Compact(Index(2));
        store.Compact(Index(1));
        for (var pass = 0; pass < 2; pass++, store.Reopen())
        {
            Expect(store.Storage.FirstIndex == Index(3) && Text(store) == "3/3 3/4", "compaction drops what it is told and no more");
            Expect(TermAt(store, 2) == (LogRead.Found, new Term(2)), "the term at first − 1 is kept");
            Expect(TermAt(store, 1).Read == LogRead.Compacted, "earlier terms are gone");
            Expect(store.Storage.Entries(Index(2), Index(4), NoLimit, out _) == LogRead.Compacted, "a range from before first is compacted");
        }
    }

    private static void ASnapshotReplacesTheLog(IStoreUnderTest store)
    {
        store.Write(null, Entries(1, 1, 1), null);
        var confState = new ConfState { Voters = [new(1), new(2)], Learners = [new(3)], VotersOutgoing = [new(1), new(4)], LearnersNext = [new(4)], AutoLeave = true };
        store.Write(new HardState(new(7), default, Index(9)), [], new(new byte[] { 1, 2, 3 }, new(confState, Index(9), new(5))));
        for (var pass = 0; pass < 2; pass++, store.Reopen())
        {
            Expect(store.Storage.FirstIndex == Index(10) && store.Storage.LastIndex == Index(9), "after a snapshot, the log is empty and begins behind it");
            Expect(TermAt(store, 9) == (LogRead.Found, new Term(5)), "the snapshot's term is known");
            Expect(store.Storage.InitialState().ConfState.Equals(confState), "the snapshot's configuration is the stored one");
            Expect(store.Storage.Snapshot(out var read) == LogRead.Found && read.Data.Span.SequenceEqual<byte>([1, 2, 3]) && read.Metadata.Index == Index(9), "the snapshot is read as written");
        }

        store.Write(null, Entries(10, 7), null);
        Expect(Text(store) == "7/10", "the log goes on behind it");
    }

    private static void AnOwnSnapshotKeepsTheLog(IStoreUnderTest store)
    {
        store.Write(null, Entries(1, 1, 1, 2), null);
        store.CreateSnapshot(Index(2), new() { Voters = [new(1)] }, new byte[] { 9 });
        for (var pass = 0; pass < 2; pass++, store.Reopen())
        {
            Expect(Text(store) == "1/1 1/2 2/3", "an own snapshot leaves the log");
            Expect(store.Storage.Snapshot(out var read) == LogRead.Found && read.Metadata is { Index.Value: 2, Term.Value: 1 } && read.Data.Span.SequenceEqual<byte>([9]), "it takes the term from the log");
        }
    }

    private static void AReadySurvivesAsAWhole(IStoreUnderTest store)
    {
        store.Write(new HardState(new(4), new(1), Index(0)), Entries(1, 4, 4), null);
        store.Write(new HardState(new(5), new(3), Index(1)), Entries(2, 5), null);
        store.Reopen();
        Expect(store.Storage.InitialState().HardState == new HardState(new(5), new(3), Index(1)) && Text(store) == "4/1 5/2", "hard state and entries of one Ready survive together");
    }

    private static void WhatASnapshotStandsForIsNotReplaced(IStoreUnderTest store)
    {
        store.Write(null, Entries(1, 1, 1, 1, 2, 2), null);
        store.CreateSnapshot(Index(3), new() { Voters = [new(1)] }, new byte[] { 9 });
        foreach (var index in new ulong[] { 1, 3 })
        {
            Expect(Refuses(() => store.Write(null, Entries(index, 4), null)), $"entry {index}, which the snapshot stands for, is not replaced");
            Expect(Refuses(() => store.Write(null, [], new(default, new(new() { Voters = [new(1)] }, Index(index), new(4))))), $"a received snapshot of {index} is older than the own one");
        }

        for (var pass = 0; pass < 2; pass++, store.Reopen())
            Expect(Text(store) == "1/1 1/2 1/3 2/4 2/5", "what is refused changes nothing");
        store.Write(null, Entries(4, 4), null);
        Expect(Text(store) == "1/1 1/2 1/3 4/4", "what follows the snapshot is replaced");
    }

    private static bool Refuses(Action write)
    {
        try
        {
            write();
            return false;
        }
        catch (InvariantViolationException)
        {
            return true;
        }
    }

    /// <summary>
    /// Random appends, truncations, compactions, own and received snapshots and restarts: the store and the memory twin stay equal.
    /// As in any group, commit never goes back, what is committed is not replaced, and snapshots and compaction stay within it.
    /// </summary>
    private static void MatchesModel(Func<IStoreUnderTest> create, List<(int Kind, ulong Offset, int Count)> steps)
    {
        using var store = create();
        var model = new MemoryStorage();
        var (term, committed) = (1UL, 0UL);
        foreach (var (kind, offset, count) in steps)
        {
            term++;
            var toCommit = committed + (offset % (model.LastIndex.Value - committed + 1));
            var toKeep = model.FirstIndex.Previous.Value + (offset % (committed - model.FirstIndex.Previous.Value + 1));
            switch (kind)
            {
                case 0:
                    store.Reopen();
                    break;
                case 1:
                    store.Compact(Index(toKeep));
                    model.Compact(Index(toKeep));
                    break;
                case 2 when Index(toKeep) > Snapshotted(model):
                    var members = new ConfState { Voters = [new(offset + 1)] };
                    store.CreateSnapshot(Index(toKeep), members, new byte[] { (byte)offset });
                    model.CreateSnapshot(Index(toKeep), members, new byte[] { (byte)offset });
                    break;
                case 3:
                    committed += offset + 1;
                    var snapshot = new Snapshot(new byte[] { (byte)count }, new(new() { Voters = [new(1)] }, Index(committed), new(term)));
                    Write(snapshot, count % 2 == 0 ? Entries(committed + 1, term, term) : []);
                    break;
                case 4:
                    committed = toCommit;
                    Write(null, []);
                    break;
                default:
                    Write(null, Entries(toCommit + 1, [.. Enumerable.Repeat(term, count)]));
                    break;
            }

            Expect(Describe(store.Storage) == Describe(model), $"after {kind} ({offset}, {count}) the store reads\n{Describe(store.Storage)}\nbut should read\n{Describe(model)}");

            void Write(Snapshot? snapshot, Entry[] entries)
            {
                var hardState = new HardState(new(term), new(offset), Index(committed));
                store.Write(hardState, entries, snapshot);
                model.SetHardState(hardState);
                if (snapshot is not null)
                    model.ApplySnapshot(snapshot);
                model.Append(entries);
            }
        }
    }

    private static Gen<(int Kind, ulong Offset, int Count)> Steps => Gen.Select(Gen.Int[0, 7], Gen.ULong[0, 12], Gen.Int[1, 5]);

    private static LogIndex Snapshotted(MemoryStorage model) => model.Snapshot(out var snapshot) == LogRead.Found ? snapshot.Metadata.Index : default;

    /// <summary>All that a storage shows, as text to compare by.</summary>
    public static string Describe(IStorage storage)
    {
        ArgumentNullException.ThrowIfNull(storage);
        var (hardState, confState) = storage.InitialState();
        storage.Snapshot(out var snapshot);
        storage.Term(storage.FirstIndex.Previous, out var term);
        IReadOnlyList<Entry> entries = [];
        if (storage.LastIndex >= storage.FirstIndex)
            storage.Entries(storage.FirstIndex, storage.LastIndex.Next, NoLimit, out entries);
        return $"{hardState} {confState}\n{RaftText.Describe(snapshot)} {Convert.ToHexString(snapshot.Data.Span)}\n{term}/{storage.FirstIndex.Previous} | {RaftText.Describe(entries)}";
    }

    private static string Text(IStoreUnderTest store)
    {
        store.Storage.Entries(store.Storage.FirstIndex, store.Storage.LastIndex.Next, NoLimit, out var entries);
        return string.Join(' ', entries.Select(entry => entry.Id));
    }

    private static (LogRead Read, Term Term) TermAt(IStoreUnderTest store, ulong index) => (store.Storage.Term(Index(index), out var term), term);

    private static LogIndex Index(ulong value) => new(value);

    private static Entry[] Entries(ulong first, params ulong[] terms) =>
        [.. terms.Select((term, i) => new Entry(new(term), Index(first + (ulong)i), EntryType.Normal, new byte[] { (byte)i, (byte)term }))];

    private static void Expect(bool condition, string promise)
    {
        if (!condition)
            throw new InvalidOperationException($"Broken promise of IStorage: {promise}.");
    }
}
