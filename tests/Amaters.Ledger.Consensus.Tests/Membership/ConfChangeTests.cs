using Amaters.Ledger.Consensus.Membership;

namespace Amaters.Ledger.Consensus.Tests.Membership;

public sealed class ConfChangeTests
{
    private static readonly Gen<ConfChangeSingle> Singles =
        Gen.Select(Gen.Int[0, 3], Gen.ULong[0, 6]).Select((kind, node) => new ConfChangeSingle((ConfChangeKind)kind, new(node)));

    private static readonly Gen<ConfChange> Changes = Gen.Select(Gen.Int[0, 2], Singles.Array[0, 5], Gen.Byte.Array[0, 9]).Select((transition, changes, context) =>
        new ConfChange { Transition = (ConfChangeTransition)transition, Changes = changes, Context = context });

    [Fact]
    public void A_change_is_read_as_written() => Changes.Sample(change =>
    {
        Assert.True(ConfChange.TryDecode(change.Encode(), out var read));
        Assert.Equal((change.Transition, change.ToString()), (read.Transition, read.ToString()));
        Assert.True(read.Context.Span.SequenceEqual(change.Context.Span));
    });

    [Fact]
    public void Bytes_that_are_cut_short_or_unknown_are_not_read()
    {
        var bytes = new ConfChange { Changes = [new(ConfChangeKind.AddVoter, new(1)), new(ConfChangeKind.Remove, new(2))] }.Encode();
        for (var length = 1; length < bytes.Length; length++)
            Assert.False(ConfChange.TryDecode(bytes.AsSpan(0, length), out _), $"{length} bytes");
        Assert.False(ConfChange.TryDecode([.. bytes.Select((value, i) => i == 0 ? (byte)3 : value)], out _));
        Assert.False(ConfChange.TryDecode([.. bytes.Select((value, i) => i == 5 ? (byte)4 : value)], out _));
        Assert.False(ConfChange.TryDecode([0, 255, 255, 255, 255, 1, 2, 3], out _));
    }

    [Fact]
    public void No_bytes_leave_a_joint_configuration()
    {
        Assert.Empty(ConfChange.LeaveJoint.Encode());
        Assert.True(ConfChange.TryDecode([], out var change) && change.IsLeaveJoint);
        Assert.False(ConfChange.TryDecode(new byte[5], out _), "a second spelling");
    }

    [Fact]
    public void Configurations_stay_consistent_through_any_changes_and_survive_storage() => Changes.List[1, 12].Sample(changes =>
    {
        var configuration = Configuration.Empty;
        foreach (var change in changes)
        {
            var isJoint = configuration.IsJoint;
            if (!ConfChanger.TryApply(configuration, change, out var next, out var refusal))
            {
                Assert.NotEmpty(refusal);
                Assert.Same(configuration, next);
                continue;
            }

            // Every quorum of the old configuration shares a node with every quorum of the new one.
            Assert.True(isJoint || next.IsJoint || configuration.Voters.Incoming.IsEmpty || Difference(configuration, next) <= 1);
            Assert.Equal(next.ToString(), Configuration.FromConfState(next.ToConfState()).ToString());
            configuration = next;
        }
    });

    [Fact]
    public void A_stored_configuration_that_contradicts_itself_is_refused() =>
        Assert.Throws<InvariantViolationException>(() => Configuration.FromConfState(new() { Voters = [new(1)], Learners = [new(1)] }));

    private static int Difference(Configuration left, Configuration right) =>
        left.Voters.Incoming.Except(right.Voters.Incoming).Count() + right.Voters.Incoming.Except(left.Voters.Incoming).Count();
}
