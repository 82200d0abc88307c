using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Placement;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Storage;
using Amaters.Verifier.Genesis;
using Google.Protobuf;

namespace Amaters.Ledger.Reading;

/// <summary>The applied state as of one moment, with the proven header that its root stands in.</summary>
internal sealed class AppliedMoment : IDisposable
{
    private readonly LedgerDatabase _database;
    private readonly LedgerView _view;
    private readonly LedgerState _state;
    private readonly ShardReads _reads;

    public AppliedMoment(GenesisDocument genesis, LedgerDatabase database, ShardReads reads)
    {
        (_database, _reads) = (database, reads);
        _view = database.OpenView();
        var depth = genesis.Facts.Shape.TreeDepth;
        _state = new LedgerState(depth, new TreeRows(_view, depth), new IndexRecords(_view));
        var appliedBatch = _view.Get(Family.Meta, RowKey.Progress, ProgressRow.Parser)?.AppliedBatch ?? 0;
        var row = appliedBatch == 0 ? null : BatchRows.Find(_view, appliedBatch);
        (Header, Proof) = (row?.Header ?? ByteString.Empty, row?.Proof ?? ByteString.Empty);
    }

    /// <summary>Encoded header of the newest applied batch; empty before the first.</summary>
    public ByteString Header { get; }

    /// <summary>Its proof.</summary>
    public ByteString Proof { get; }

    /// <summary>The records of keys with their payloads, or the proofs that there are none, in the order of the keys.</summary>
    public ReadResult[] Prove(IReadOnlyList<Circuits.Statements.RecordKey> keys, PlacementTable placement)
    {
        var positions = Circuits.Statements.RecordKey.Positions(keys, _state.TreeDepth);
        var results = new ReadResult[keys.Count];
        // From left to right through the tree, neighbours share the rows above them.
        foreach (var i in Enumerable.Range(0, keys.Count).OrderBy(i => positions[i]))
            results[i] = Prove(keys[i], positions[i], placement, out _);
        return results;
    }

    /// <summary>The same for a member of a collection, whose position is known.</summary>
    public ReadResult ProveAt(byte[] memberKey, ulong position, PlacementTable placement, out bool isLive)
    {
        if (!Fr.TryDecode(memberKey.AsSpan(0, Fr.EncodedByteCount), out var collection) || !Fr.TryDecode(memberKey.AsSpan(Fr.EncodedByteCount), out var tag))
            throw new InvalidDataException("The state database holds a damaged collection member. Restore this node from a snapshot of another.");
        return Prove(new Circuits.Statements.RecordKey(collection, tag), position, placement, out isLive);
    }

    /// <summary>The members of a collection in tag order, merged over all shards.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="afterTag">Members after this tag; empty for all.</param>
    public IEnumerable<(byte[] MemberKey, ulong Position)> Members(Fr collection, byte[] afterTag)
    {
        var prefix = RowKey.Element(collection);
        // The least key above the tag is the tag with a zero byte behind it.
        byte[] first = afterTag.Length == 0 ? prefix : [.. prefix, .. afterTag, 0];
        var queue = new PriorityQueue<IEnumerator<(byte[] Key, byte[] Value)>, byte[]>(Comparer<byte[]>.Create((x, y) => x.AsSpan().SequenceCompareTo(y)));
        try
        {
            for (var shard = 0; shard < _database.ShardCount; shard++)
                EnqueueNext(queue, _view.MembersFrom(shard, first).GetEnumerator(), prefix);
            while (queue.TryDequeue(out var members, out var key))
            {
                yield return (key, RowKey.ReadNumber(members.Current.Value));
                EnqueueNext(queue, members, prefix);
            }
        }
        finally
        {
            foreach (var (members, _) in queue.UnorderedItems)
                members.Dispose();
        }
    }

    public void Dispose() => _view.Dispose();

    private ReadResult Prove(Circuits.Statements.RecordKey key, ulong position, PlacementTable placement, out bool isLive)
    {
        var shard = placement.ShardOf(position);
        _reads.Count(shard);
        var occupant = IndexRecords.Find(_view, position);
        var proof = new RecordProof(occupant?.Record, _state.PathOf(position));
        var proofBytes = new byte[proof.EncodedByteCount];
        proof.Encode(proofBytes);
        isLive = occupant is { Record.IsLive: true } && occupant.Value.Record.Key == key;
        return new ReadResult
        {
            Key = new Protocol.RecordKey { Collection = ByteString.CopyFrom(key.Collection.ToBytes()), Tag = ByteString.CopyFrom(key.Tag.ToBytes()) },
            Proof = UnsafeByteOperations.UnsafeWrap(proofBytes),
            Payload = isLive ? _view.GetHistory(shard, RowKey.Version(key.Collection, key.Tag, occupant!.Value.PayloadVersion))?.Payload ?? ByteString.Empty : ByteString.Empty,
        };
    }

    private static void EnqueueNext(PriorityQueue<IEnumerator<(byte[] Key, byte[] Value)>, byte[]> queue, IEnumerator<(byte[] Key, byte[] Value)> members, byte[] prefix)
    {
        if (members.MoveNext() && members.Current.Key.AsSpan().StartsWith(prefix))
            queue.Enqueue(members, members.Current.Key);
        else
            members.Dispose();
    }
}
