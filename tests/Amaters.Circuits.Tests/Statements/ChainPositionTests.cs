using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using static Amaters.Circuits.Tests.Statements.Clients;

namespace Amaters.Circuits.Tests.Statements;

public sealed class ChainPositionTests
{
    private static readonly CircuitShape Shape = new(2, 3);

    [Fact]
    public void Each_header_continues_the_one_before()
    {
        var (state, _, position) = Run(Shape, Put(Alice, Key(1), 0), Put(Alice, Key(2), 0), Put(Alice, Key(3), 0));
        var header = BatchExecutor.Execute(Batch(Shape, position, Put(Bob, Key(4), 0)), state).Header;
        Assert.Equal(ChainVerdict.Continues, position.Check(header, LedgerId));
        Assert.Equal(new BatchRange(3, 4, 1), header.Range);
        Assert.Equal(new ChainPosition(header.Digest(), header.NewRoot, 4, 5), ChainPosition.After(header));
    }

    [Fact]
    public void Every_way_not_to_continue_is_named()
    {
        var position = ChainPosition.Genesis(Shape);
        var header = BatchExecutor.Execute(Batch(Shape, position), new LedgerState(Shape.TreeDepth)).Header;
        Assert.Equal(ChainVerdict.Continues, position.Check(header, LedgerId));
        Assert.Equal(ChainVerdict.WrongLedger, position.Check(header, LedgerId + Fr.One));
        Assert.Equal(ChainVerdict.WrongPreviousHeader, position.Check(header with { PreviousHeader = Fr.One }, LedgerId));
        Assert.Equal(ChainVerdict.WrongOldRoot, position.Check(header with { OldRoot = Fr.One }, LedgerId));
        Assert.Equal(ChainVerdict.WrongBatchNumber, position.Check(header with { Range = header.Range with { BatchNumber = 2 } }, LedgerId));
        Assert.Equal(ChainVerdict.WrongFirstIndex, position.Check(header with { Range = header.Range with { FirstIndex = 2 } }, LedgerId));
        Assert.Equal(ChainVerdict.NotChecked, default);
    }
}
