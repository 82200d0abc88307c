using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;
using static Amaters.Circuits.Tests.Statements.Clients;

namespace Amaters.Circuits.Tests.Statements;

public sealed class BatchExecutorTests
{
    private static readonly CircuitShape Shape = new(2, 3);

    [Fact]
    public void A_batch_is_executed_in_order_and_each_command_sees_the_results_before_it()
    {
        var (state, results, _) = Run(Shape, Put(Alice, Key(1), 0), Put(Alice, Key(1), 1, payload: 2));
        Assert.Equal([CommandResult.Applied, CommandResult.Applied], results);
        var record = state.RecordAt(Key(1).Position(3));
        Assert.Equal(new Record(Key(1), 2, Alice.PublicKey.ClientId, Fr.FromUInt64(2), Fr.FromUInt64(9), IsLive: true), record);
    }

    [Fact]
    public void The_same_command_twice_takes_effect_once()
    {
        var command = Put(Alice, Key(1), 0);
        var (_, results, _) = Run(Shape, command, command, command);
        Assert.Equal([CommandResult.Applied, CommandResult.VersionMismatch, CommandResult.VersionMismatch], results);
    }

    [Fact]
    public void A_tombstone_keeps_its_version_so_that_no_old_command_can_be_replayed()
    {
        var put = Put(Alice, Key(1), 0);
        var delete = Delete(Alice, Key(1), 1);
        var (state, results, _) = Run(Shape, put, delete, put, delete, Put(Alice, Key(1), 2));
        Assert.Equal(
            [CommandResult.Applied, CommandResult.Applied, CommandResult.VersionMismatch, CommandResult.VersionMismatch, CommandResult.Applied], results);
        Assert.Equal(3UL, state.RecordAt(Key(1).Position(3))!.Version);
    }

    [Fact]
    public void After_a_transfer_only_the_new_owner_may_change_the_record()
    {
        var (state, results, _) = Run(
            Shape,
            Put(Alice, Key(1), 0, payload: 5),
            Transfer(Alice, Key(1), 1, Bob.PublicKey.ClientId),
            Put(Alice, Key(1), 2),
            Delete(Bob, Key(1), 2));
        Assert.Equal([CommandResult.Applied, CommandResult.Applied, CommandResult.NotOwner, CommandResult.Applied], results);
        Assert.Equal(new Record(Key(1), 3, Bob.PublicKey.ClientId, Fr.Zero, Fr.Zero, IsLive: false), state.RecordAt(Key(1).Position(3)));
    }

    [Fact]
    public void A_transfer_leaves_the_payload_as_it_was()
    {
        var (state, _, _) = Run(Shape, Put(Alice, Key(1), 0, payload: 5), Transfer(Alice, Key(1), 1, Bob.PublicKey.ClientId));
        Assert.Equal(new Record(Key(1), 2, Bob.PublicKey.ClientId, Fr.FromUInt64(5), Fr.FromUInt64(9), IsLive: true), state.RecordAt(Key(1).Position(3)));
    }

    [Fact]
    public void A_rejected_command_leaves_the_root_as_it_was()
    {
        var (state, _, position) = Run(Shape, Put(Alice, Key(1), 0));
        var execution = BatchExecutor.Execute(Batch(Shape, position, Put(Bob, Key(1), 1), Delete(Alice, Key(1), 7)), state);
        Assert.Equal([CommandResult.NotOwner, CommandResult.VersionMismatch], execution.Results);
        Assert.Equal(state.Root, execution.Header.NewRoot);
    }

    [Fact]
    public void Two_keys_at_one_position_collide()
    {
        var shape = new CircuitShape(2, 1);
        var first = Key(0);
        var second = Enumerable.Range(1, 1000).Select(Key).First(key => key.Position(1) == first.Position(1));
        var (state, results, _) = Run(shape, Put(Alice, first, 0), Put(Alice, second, 0), Delete(Alice, second, 1));
        Assert.Equal([CommandResult.Applied, CommandResult.KeyMismatch, CommandResult.KeyMismatch], results);
        Assert.Equal(first, state.RecordAt(first.Position(1))!.Key);
    }

    [Fact]
    public void The_header_names_what_was_executed()
    {
        var state = new LedgerState(Shape.TreeDepth);
        var command = Put(Alice, Key(1), 0);
        var header = BatchExecutor.Execute(Batch(Shape, ChainPosition.Genesis(Shape), command), state).Header;

        var padding = SignedCommand.Sign(Command.Padding, SchnorrSecretKey.Padding, LedgerId);
        Assert.Equal(Fr.Zero, header.PreviousHeader);
        Assert.Equal(OctalTree.EmptySubtree(3), header.OldRoot);
        Assert.NotEqual(header.OldRoot, header.NewRoot);
        Assert.Equal(Compression.H8([command.Digest, padding.Digest, default, default, default, default, default, default]), header.CommandsRoot);
        Assert.Equal(new BatchOutcomes(1), header.Outcomes);
        Assert.Equal(new BatchRange(1, 1, 1), header.Range);
        Assert.Equal(LedgerId, header.LedgerId);
    }

    [Fact]
    public void An_empty_batch_is_all_padding_and_changes_nothing()
    {
        var execution = BatchExecutor.Execute(Batch(Shape, ChainPosition.Genesis(Shape)), new LedgerState(Shape.TreeDepth));
        Assert.Empty(execution.Results);
        Assert.All(execution.Trace.Commands, command => Assert.Equal(CommandResult.Noop, command.Result));
        Assert.All(execution.Trace.Commands, command => Assert.True(command.Signed.HasValidSignature(LedgerId)));
        Assert.Equal(execution.Header.OldRoot, execution.Header.NewRoot);
        Assert.Equal(0, execution.Header.Range.Count);
    }

    [Fact]
    public void Executing_changes_the_given_state_only_when_committed()
    {
        var state = new LedgerState(Shape.TreeDepth);
        var before = state.Root;
        var execution = BatchExecutor.Execute(Batch(Shape, ChainPosition.Genesis(Shape), Put(Alice, Key(1), 0)), state);
        Assert.Equal(before, state.Root);
        Assert.Null(state.RecordAt(Key(1).Position(3)));
        execution.After.Commit();
        Assert.Equal(execution.Header.NewRoot, state.Root);
        Assert.NotNull(state.RecordAt(Key(1).Position(3)));
    }

    [Fact]
    public void A_batch_cannot_be_executed_on_a_state_that_it_does_not_continue()
    {
        var (state, _, _) = Run(Shape, Put(Alice, Key(1), 0));
        var batch = Batch(Shape, ChainPosition.Genesis(Shape));
        Assert.Throws<ArgumentException>(() => BatchExecutor.Execute(batch, state));
        Assert.Throws<ArgumentException>(() => BatchExecutor.Execute(batch, new LedgerState(Shape.TreeDepth + 1)));
    }

    [Fact]
    public void The_trace_is_a_chain_of_paths_from_the_old_root_to_the_new()
    {
        var shape = new CircuitShape(4, 2);
        var (state, _, position) = Run(shape, Put(Alice, Key(1), 0), Put(Bob, Key(2), 0));
        var execution = BatchExecutor.Execute(
            Batch(shape, position, Put(Alice, Key(1), 1), Put(Alice, Key(2), 1), Put(Bob, Key(3), 0)), state);

        var root = execution.Header.OldRoot;
        foreach (var command in execution.Trace.Commands)
        {
            Assert.Equal(root, command.RootBefore);
            Assert.True(command.Path.Verify(command.RootBefore, 2, command.Position, command.OldRecord?.Leaf() ?? Fr.Zero));
            Assert.True(command.Path.Verify(command.RootAfter, 2, command.Position, command.NewRecord?.Leaf() ?? Fr.Zero));
            root = command.RootAfter;
        }

        Assert.Equal(execution.Header.NewRoot, root);
        Assert.Equal(shape.CommandCount, execution.Trace.Commands.Count);
    }
}
