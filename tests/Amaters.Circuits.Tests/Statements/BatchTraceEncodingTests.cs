using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using static Amaters.Circuits.Tests.Statements.Clients;

namespace Amaters.Circuits.Tests.Statements;

public sealed class BatchTraceEncodingTests
{
    private const int Depth = 2;
    private const int FirstCommand = 2 + BatchHeader.EncodedByteCount;
    private const int FirstFlag = FirstCommand + SignedCommand.EncodedByteCount;

    private static readonly BatchTrace Trace = Execute();
    private static readonly byte[] Bytes = Trace.ToBytes();

    [Fact]
    public void A_trace_is_read_back_with_everything_that_follows_from_its_bytes()
    {
        Assert.True(BatchTrace.TryDecode(Bytes, out var decoded, out var reason));
        Assert.Equal(BatchTraceRejection.None, reason);
        Assert.Equal((Trace.Shape, Trace.Header), (decoded.Shape, decoded.Header));
        Assert.Equal(Bytes, decoded.ToBytes());
        foreach (var (expected, actual) in Trace.Commands.Zip(decoded.Commands))
        {
            Assert.Equal(
                (expected.Position, expected.OldRecord, expected.NewRecord, expected.RootBefore, expected.RootAfter, expected.Result),
                (actual.Position, actual.OldRecord, actual.NewRecord, actual.RootBefore, actual.RootAfter, actual.Result));
            Assert.Equal(expected.Signed.Digest, actual.Signed.Digest);
        }
    }

    [Fact]
    public void Missing_and_trailing_bytes_are_rejected()
    {
        AssertRejected([], BatchTraceRejection.WrongLength);
        AssertRejected([.. Bytes, 0], BatchTraceRejection.WrongLength);
        foreach (int length in new[] { 1, FirstCommand - 1, FirstCommand, FirstFlag, FirstFlag + 1, FirstFlag + 100, Bytes.Length - 1 })
            AssertRejected(Bytes[..length], BatchTraceRejection.WrongLength);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 129)]
    [InlineData(1, 0)]
    [InlineData(1, 22)]
    public void Shapes_that_no_circuit_has_are_rejected(int offset, byte value) => AssertRejected(Changed(offset, value), BatchTraceRejection.UnsupportedShape);

    [Fact]
    public void Each_part_is_rejected_with_its_own_reason()
    {
        AssertRejected(Filled(2), BatchTraceRejection.InvalidHeader);
        AssertRejected(Filled(FirstCommand + 1), BatchTraceRejection.InvalidCommand);
        AssertRejected(Changed(FirstCommand + 65, 99), BatchTraceRejection.InvalidSignature);
        AssertRejected(Changed(FirstFlag, 2), BatchTraceRejection.InvalidRecord);
        AssertRejected(Filled(FirstFlag + 1), BatchTraceRejection.InvalidRecord);
        AssertRejected(Filled(Bytes.Length - 32), BatchTraceRejection.InvalidPath);
    }

    [Fact]
    public void A_changed_sibling_or_record_breaks_the_chain_of_roots()
    {
        AssertRejected(Changed(Bytes.Length - 32, (byte)(Bytes[^32] ^ 1)), BatchTraceRejection.BrokenRootChain);
        AssertRejected(Changed(FirstFlag + 1 + 64, 99), BatchTraceRejection.BrokenRootChain);
        AssertRejected(Changed(2 + 32, (byte)(Bytes[2 + 32] ^ 1)), BatchTraceRejection.BrokenRootChain);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(96)]
    [InlineData(128)]
    [InlineData(160)]
    public void A_header_that_states_another_result_is_rejected(int fieldOffset) =>
        AssertRejected(Changed(2 + fieldOffset, (byte)(Bytes[2 + fieldOffset] ^ 1)), BatchTraceRejection.WrongHeader);

    [Fact]
    public void Random_changes_never_throw() =>
        Gen.Select(Gen.Int[0, Bytes.Length - 1], Gen.Byte).Sample((offset, value) => { _ = BatchTrace.TryDecode(Changed(offset, value), out _, out _); }, iter: 100);

    private static BatchTrace Execute()
    {
        // One command on a record that is there, one on an empty position, one of padding.
        var shape = new CircuitShape(3, Depth);
        var (state, _, position) = Run(shape, Put(Alice, Key(1), 0));
        return BatchExecutor.Execute(Batch(shape, position, Delete(Alice, Key(1), 1), Transfer(Bob, Key(2), 0, Fr.One)), state).Trace;
    }

    private static byte[] Changed(int offset, byte value)
    {
        var bytes = Bytes.ToArray();
        bytes[offset] = value;
        return bytes;
    }

    private static byte[] Filled(int offset)
    {
        var bytes = Bytes.ToArray();
        bytes.AsSpan(offset, 32).Fill(0xff);
        return bytes;
    }

    private static void AssertRejected(byte[] bytes, BatchTraceRejection expected)
    {
        Assert.False(BatchTrace.TryDecode(bytes, out var trace, out var reason));
        Assert.Null(trace);
        Assert.Equal(expected, reason);
    }
}
