using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Statements;
using static Amaters.Circuits.Tests.Statements.Clients;

namespace Amaters.Circuits.Tests.Statements;

public sealed class RecordProofTests
{
    private const int Depth = 1;

    private static readonly RecordKey Stored = Key(0);
    private static readonly RecordKey Colliding = Enumerable.Range(1, 1000).Select(Key).First(key => key.Position(Depth) == Stored.Position(Depth));
    private static readonly RecordKey Elsewhere = Enumerable.Range(1, 1000).Select(Key).First(key => key.Position(Depth) != Stored.Position(Depth));
    private static readonly LedgerState State = Run(new CircuitShape(1, Depth), Put(Alice, Stored, 0)).State;

    [Fact]
    public void A_stored_key_is_present_and_others_absent()
    {
        Assert.Equal(RecordProofVerdict.Present, State.Prove(Stored).Verify(State.Root, Depth, Stored));
        Assert.Equal(RecordProofVerdict.Absent, State.Prove(Elsewhere).Verify(State.Root, Depth, Elsewhere));
        Assert.Equal(RecordProofVerdict.Absent, State.Prove(Colliding).Verify(State.Root, Depth, Colliding));
    }

    [Fact]
    public void A_tombstone_is_present()
    {
        var state = Run(new CircuitShape(1, Depth), Put(Alice, Stored, 0), Delete(Alice, Stored, 1)).State;
        var proof = state.Prove(Stored);
        Assert.Equal(RecordProofVerdict.Present, proof.Verify(state.Root, Depth, Stored));
        Assert.False(proof.Occupant!.IsLive);
    }

    [Fact]
    public void Hiding_inventing_or_changing_a_record_makes_the_proof_invalid()
    {
        var proof = State.Prove(Stored);
        Assert.Equal(RecordProofVerdict.Invalid, (proof with { Occupant = null }).Verify(State.Root, Depth, Stored));
        Assert.Equal(RecordProofVerdict.Invalid, (proof with { Occupant = proof.Occupant! with { Version = 2 } }).Verify(State.Root, Depth, Stored));
        Assert.Equal(RecordProofVerdict.Invalid, (State.Prove(Elsewhere) with { Occupant = proof.Occupant }).Verify(State.Root, Depth, Elsewhere));
    }

    [Fact]
    public void A_proof_for_another_position_root_or_depth_is_invalid()
    {
        // The attack of showing some empty position for a key that is stored.
        Assert.Equal(RecordProofVerdict.Invalid, State.Prove(Elsewhere).Verify(State.Root, Depth, Stored));
        Assert.Equal(RecordProofVerdict.Invalid, State.Prove(Stored).Verify(State.Root + Fr.One, Depth, Stored));
        Assert.Equal(RecordProofVerdict.Invalid, State.Prove(Stored).Verify(State.Root, Depth + 1, Stored));
    }

    [Fact]
    public void Proofs_checked_together_are_judged_as_one_by_one()
    {
        // More than the lanes of a block, of every kind: present, absent, colliding, and each way to lie.
        var stored = State.Prove(Stored);
        var deeper = new LedgerState(Depth + 1).Prove(Stored);
        (RecordKey Key, RecordProof Proof)[] kinds =
        [
            (Stored, stored),
            (Elsewhere, State.Prove(Elsewhere)),
            (Colliding, State.Prove(Colliding)),
            (Stored, stored with { Occupant = null }),
            (Stored, stored with { Occupant = stored.Occupant! with { Version = 2 } }),
            (Stored, State.Prove(Elsewhere)),
            (Stored, deeper),
        ];
        var asked = Enumerable.Range(0, 3).SelectMany(_ => kinds).ToList();
        var memo = new CompressionMemo(16);
        foreach (var (root, remembering) in new[] { (State.Root, null), (State.Root + Fr.One, null), (State.Root, memo), (State.Root + Fr.One, memo), (State.Root, memo) })
        {
            var together = RecordProof.VerifyAll(root, Depth, [.. asked.Select(entry => entry.Key)], [.. asked.Select(entry => entry.Proof)], remembering);
            Assert.Equal(asked.Select(entry => entry.Proof.Verify(root, Depth, entry.Key)), together);
        }

        Assert.Empty(RecordProof.VerifyAll(State.Root, Depth, [], []));
        Assert.Throws<ArgumentException>(() => RecordProof.VerifyAll(State.Root, Depth, [Stored], []));
    }

    [Fact]
    public void Positions_and_leaves_hashed_together_are_those_of_each()
    {
        RecordKey[] keys = [.. Enumerable.Range(0, 20).Select(Key)];
        Assert.Equal(keys.Select(key => key.Position(14)), RecordKey.Positions(keys, 14));
        Record?[] records = [.. keys.Select((key, i) => i % 3 == 0 ? null : new Record(key, (ulong)i, Fr.One, Fr.FromInt64(i), Fr.Zero, IsLive: i % 2 == 0))];
        Assert.Equal(records.Select(record => record?.Leaf() ?? Fr.Zero), Record.Leaves(records));
    }

    [Fact]
    public void Proofs_are_read_back_from_their_bytes()
    {
        foreach (var key in new[] { Stored, Elsewhere })
        {
            var bytes = Encode(State.Prove(key));
            Assert.True(RecordProof.TryDecode(bytes, out var proof, out var reason));
            Assert.Equal(RecordProofRejection.None, reason);
            Assert.Equal(bytes, Encode(proof));
            Assert.NotEqual(RecordProofVerdict.Invalid, proof.Verify(State.Root, Depth, key));
        }
    }

    [Fact]
    public void Damaged_bytes_are_rejected_with_their_reason()
    {
        var bytes = Encode(State.Prove(Stored));
        AssertRejected([], RecordProofRejection.WrongLength);
        AssertRejected(bytes[..20], RecordProofRejection.WrongLength);
        AssertRejected(bytes[..^1], RecordProofRejection.WrongLength);
        AssertRejected([.. bytes, 0], RecordProofRejection.WrongLength);
        AssertRejected([2, .. bytes[1..]], RecordProofRejection.InvalidFlag);
        AssertRejected([.. bytes[..169], 7, .. bytes[170..]], RecordProofRejection.InvalidRecord);
        AssertRejected([.. bytes[..170], 0, .. bytes[171..]], RecordProofRejection.InvalidPath);
    }

    private static byte[] Encode(RecordProof proof)
    {
        var bytes = new byte[proof.EncodedByteCount];
        proof.Encode(bytes);
        return bytes;
    }

    private static void AssertRejected(byte[] bytes, RecordProofRejection expected)
    {
        Assert.False(RecordProof.TryDecode(bytes, out var proof, out var reason));
        Assert.Null(proof);
        Assert.Equal(expected, reason);
    }
}
