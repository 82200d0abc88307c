using Amaters.Ledger.Simulator.Checkers.Linearizability;
using Amaters.Ledger.Simulator.Clients;
using Amaters.Ledger.Simulator.Nodes;

namespace Amaters.Ledger.Simulator.Tests.Checkers;

public sealed class LinearizabilityCheckerTests
{
    private static readonly RegisterModel Register = new();
    private static readonly LedgerModel Ledger = new();

    [Fact]
    public void A_read_of_a_value_that_was_overwritten_before_it_began_is_seen()
    {
        Assert.True(IsLinearizable(Register, Write(0, 1, 5), Write(2, 5, 6), Read(3, 4, 5)));
        Assert.False(IsLinearizable(Register, Write(0, 1, 5), Write(2, 3, 6), Read(4, 5, 5)));
    }

    [Fact]
    public void Two_reads_that_see_two_writes_in_the_wrong_order_are_seen()
    {
        Assert.True(IsLinearizable(Register, Write(0, 9, 5), Write(1, 8, 6), Read(2, 3, 5), Read(4, 5, 6)));
        Assert.False(IsLinearizable(Register, Write(0, 1, 5), Write(2, 9, 6), Read(3, 4, 6), Read(5, 6, 5)));
    }

    [Fact]
    public void A_write_of_unknown_outcome_may_take_effect_at_any_time_after_its_call_or_never_but_once()
    {
        var unknown = Write(0, long.MaxValue, 5, OperationOutcome.Unknown);
        Assert.True(IsLinearizable(Register, unknown, Read(1, 2, 0), Read(3, 4, 5)));
        Assert.True(IsLinearizable(Register, unknown, Read(1, 2, 0), Read(3, 4, 0)));
        Assert.False(IsLinearizable(Register, unknown, Read(1, 2, 5), Write(3, 4, 6), Read(5, 6, 5)));
        Assert.False(IsLinearizable(Register, Read(0, 1, 5), Write(2, long.MaxValue, 5, OperationOutcome.Unknown)));
    }

    [Fact]
    public void Two_puts_at_one_version_cannot_both_succeed()
    {
        Assert.True(IsLinearizable(Ledger, Put(0, 3, 0, 5), Put(1, 2, 1, 6)));
        Assert.False(IsLinearizable(Ledger, Put(0, 3, 0, 5), Put(1, 2, 0, 6)));
    }

    [Fact]
    public void A_put_cannot_conflict_with_the_very_version_it_expects()
    {
        var conflict = Put(2, 3, 1, 7, OperationOutcome.Conflicted) with { Seen = new(1, 5) };
        Assert.False(IsLinearizable(Ledger, Put(0, 1, 0, 5), conflict));
        Assert.True(IsLinearizable(Ledger, Put(0, 1, 0, 5), conflict with { Expected = 0 }));
    }

    [Fact]
    public void A_put_of_unknown_outcome_explains_a_version_that_nobody_else_made()
    {
        Operation[] known = [Put(0, 1, 0, 5), Put(4, 5, 2, 7)];
        Assert.False(LinearizabilityChecker.IsLinearizable(Ledger, known));
        Assert.True(LinearizabilityChecker.IsLinearizable(Ledger, [known[0], Put(2, long.MaxValue, 1, 6, OperationOutcome.Unknown), known[1]]));
    }

    [Fact]
    public void A_history_of_no_single_copy_is_named_by_its_record()
    {
        Operation[] good = [Write(0, 1, 5) with { Key = 3 }, Read(2, 3, 5) with { Key = 3 }];
        Operation[] bad = [Write(4, 5, 6) with { Key = 8 }, Read(6, 7, 9) with { Key = 8 }];
        HistoryJudge.Check(good);
        var cry = Assert.Throws<SafetyViolationException>(() => HistoryJudge.Check([.. good, .. bad]));
        Assert.Contains("record 8", cry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_small_histories_the_search_agrees_with_trying_every_order() => Histories.Sample(
        history =>
        {
            ISequentialModel model = history.Any(operation => operation.Kind == OperationKind.Put) ? Ledger : Register;
            return LinearizabilityChecker.IsLinearizable(model, history) == BruteForce(model, [.. history], default);
        },
        iter: 20_000);

    [Fact]
    public void The_small_histories_are_of_both_kinds()
    {
        var counts = new int[2];
        Histories.Sample(history => Interlocked.Increment(ref counts[IsLinearizable(Register, history) || IsLinearizable(Ledger, history) ? 1 : 0]), iter: 2_000);
        Assert.All(counts, count => Assert.True(count > 100, $"{counts[0]} bad, {counts[1]} good"));
    }

    private static Gen<Operation[]> Histories =>
        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, 7], Gen.Int[0, 12], Gen.Int[1, 6], Gen.Int[0, 3], Gen.Int[0, 3]).Array[1, 6], History);

    /// <summary>Some operations with few values and versions, so that many histories are right and many are wrong.</summary>
    private static Operation[] History(bool isRegister, (int Kind, int Start, int Length, int Value, int Version)[] drawn) =>
    [
        .. drawn.Select((item, i) =>
        {
            // No two events at the same time.
            long call = (item.Start * 100) + i, end = ((item.Start + item.Length) * 100) + 50 + i;
            var outcome = item.Kind == 7 ? OperationOutcome.Unknown : OperationOutcome.Done;
            end = outcome == OperationOutcome.Unknown ? long.MaxValue : end;
            return item.Kind switch
            {
                < 4 => Read(call, end, item.Value) with { Seen = new(isRegister ? 0 : item.Version, item.Value) },
                _ when isRegister => Write(call, end, item.Value, outcome),
                6 => Put(call, end, item.Version, item.Value, OperationOutcome.Conflicted) with { Seen = new(item.Value, 0) },
                _ => Put(call, end, item.Version, item.Value, outcome),
            };
        }).OrderBy(operation => operation.Call),
    ];

    /// <summary>The definition itself: some order of all known and any of the unknown operations, in which nobody returns before another's call yet stands behind it.</summary>
    private static bool BruteForce(ISequentialModel model, List<Operation> left, Cell state)
    {
        if (left.All(operation => operation.Outcome == OperationOutcome.Unknown))
            return true;
        foreach (var operation in left)
        {
            if (left.Any(other => other.Return < operation.Call) || !model.TryStep(state, operation, out var next))
                continue;
            if (BruteForce(model, [.. left.Where(other => !ReferenceEquals(other, operation))], next))
                return true;
        }

        return false;
    }

    private static bool IsLinearizable(ISequentialModel model, params Operation[] history) => LinearizabilityChecker.IsLinearizable(model, history);

    private static Operation Read(long call, long end, long value) =>
        new() { Kind = OperationKind.Read, Call = call, Return = end, Outcome = OperationOutcome.Done, Seen = new(0, value) };

    private static Operation Write(long call, long end, long value, OperationOutcome outcome = OperationOutcome.Done) =>
        new() { Kind = OperationKind.Write, Value = value, Call = call, Return = end, Outcome = outcome };

    private static Operation Put(long call, long end, long expected, long value, OperationOutcome outcome = OperationOutcome.Done) =>
        new() { Kind = OperationKind.Put, Expected = expected, Value = value, Call = call, Return = end, Outcome = outcome };
}
