using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Trees;

namespace Amaters.Circuits.Statements;

// | offset | bytes     | field                                                                      |
// |--------|-----------|----------------------------------------------------------------------------|
// | 0      | 1         | commands k, 1 to 128                                                       |
// | 1      | 1         | levels of the state tree, 1 to 21                                          |
// | 2      | 194       | batch header                                                               |
// | 196    |           | k times:                                                                   |
// |        | 233       |   signed command                                                           |
// |        | 1         |   0: its position is empty, 1: a record lies there                         |
// |        | 0 or 169  |   that record                                                              |
// |        | 224·depth |   siblings of the position, from the leaf's level up, each left to right   |
// What follows from these (positions, results, new records, roots) is not written: a reader computes it.
public sealed partial record BatchTrace
{
    private const int PrefixByteCount = 2 + BatchHeader.EncodedByteCount;

    /// <summary>The encoding; of a production batch about 30 kB.</summary>
    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        stream.WriteByte((byte)Shape.CommandCount);
        stream.WriteByte((byte)Shape.TreeDepth);
        stream.Write(Header.ToBytes());
        Span<byte> element = stackalloc byte[Fr.EncodedByteCount];
        Span<byte> record = stackalloc byte[Record.EncodedByteCount];
        foreach (var command in Commands)
        {
            stream.Write(command.Signed.ToBytes());
            stream.WriteByte(command.OldRecord is null ? (byte)0 : (byte)1);
            if (command.OldRecord is not null)
            {
                command.OldRecord.Encode(record);
                stream.Write(record);
            }

            for (int height = 0; height < command.Path.Depth; height++)
            {
                foreach (ref readonly var sibling in command.Path.Siblings(height))
                {
                    sibling.Encode(element);
                    stream.Write(element);
                }
            }
        }

        return stream.ToArray();
    }

    /// <summary>Reads exactly the bytes of <see cref="ToBytes"/> and executes the batch along its paths.</summary>
    /// <remarks>
    /// A decoded trace keeps the statement: signatures are valid, each path fits the root before it, and the header is that
    /// of the execution. Whether the header is one of the ledger, only a chain of headers tells.
    /// </remarks>
    public static bool TryDecode(ReadOnlySpan<byte> source, [NotNullWhen(true)] out BatchTrace? trace, out BatchTraceRejection reason)
    {
        trace = null;
        reason = Read(source, ref trace);
        return reason == BatchTraceRejection.None;
    }

    private static BatchTraceRejection Read(ReadOnlySpan<byte> source, ref BatchTrace? trace)
    {
        if (source.Length < PrefixByteCount)
            return BatchTraceRejection.WrongLength;
        if (source[0] is 0 or > CircuitShape.CommandLimit || source[1] is 0 or > OctalTree.DepthLimit)
            return BatchTraceRejection.UnsupportedShape;
        var shape = new CircuitShape(source[0], source[1]);
        if (!BatchHeader.TryDecode(source[2..PrefixByteCount], out var header, out _))
            return BatchTraceRejection.InvalidHeader;

        var rest = source[PrefixByteCount..];
        var commands = new List<CommandTrace>(shape.CommandCount);
        var root = header.OldRoot;
        while (commands.Count < shape.CommandCount)
        {
            if (ReadCommand(ref rest, shape.TreeDepth, root, header.LedgerId, commands) is not BatchTraceRejection.None and var reason)
                return reason;
            root = commands[^1].RootAfter;
        }

        if (!rest.IsEmpty)
            return BatchTraceRejection.WrongLength;
        var start = new ChainPosition(header.PreviousHeader, header.OldRoot, header.Range.BatchNumber, header.Range.FirstIndex);
        if (BatchExecutor.HeaderOf(start, commands, header.LedgerId) != header)
            return BatchTraceRejection.WrongHeader;
        trace = new BatchTrace { Shape = shape, Header = header, Commands = commands };
        return BatchTraceRejection.None;
    }

    private static BatchTraceRejection ReadCommand(ref ReadOnlySpan<byte> rest, int depth, in Fr root, in Fr ledgerId, List<CommandTrace> commands)
    {
        if (!TryTake(ref rest, SignedCommand.EncodedByteCount, out var commandBytes) || !TryTake(ref rest, 1, out var flag))
            return BatchTraceRejection.WrongLength;
        if (!SignedCommand.TryDecode(commandBytes, out var signed, out _))
            return BatchTraceRejection.InvalidCommand;
        if (!signed.HasValidSignature(ledgerId))
            return BatchTraceRejection.InvalidSignature;

        Record? old = null;
        if (flag[0] != 0)
        {
            if (!TryTake(ref rest, Record.EncodedByteCount, out var recordBytes))
                return BatchTraceRejection.WrongLength;
            if (flag[0] != 1 || !Record.TryDecode(recordBytes, out old, out _))
                return BatchTraceRejection.InvalidRecord;
        }

        var siblings = new Fr[depth * OctalTree.SiblingCount];
        if (!TryTake(ref rest, siblings.Length * Fr.EncodedByteCount, out var siblingBytes))
            return BatchTraceRejection.WrongLength;
        for (int i = 0; i < siblings.Length; i++)
        {
            if (!Fr.TryDecode(siblingBytes.Slice(i * Fr.EncodedByteCount, Fr.EncodedByteCount), out siblings[i]))
                return BatchTraceRejection.InvalidPath;
        }

        ulong position = signed.Command.Key.Position(depth);
        var path = new MerklePath(position, siblings);
        if (path.ComputeRoot(old?.Leaf() ?? Fr.Zero) != root)
            return BatchTraceRejection.BrokenRootChain;

        var result = CommandRules.Judge(signed.Command, signed.Client, old);
        var after = result == CommandResult.Applied ? CommandRules.Apply(signed.Command, signed.Client, old) : old;
        commands.Add(new CommandTrace
        {
            Signed = signed,
            Position = position,
            OldRecord = old,
            NewRecord = after,
            Path = path,
            RootBefore = root,
            RootAfter = path.ComputeRoot(after?.Leaf() ?? Fr.Zero),
            Result = result,
        });
        return BatchTraceRejection.None;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, int byteCount, out ReadOnlySpan<byte> taken)
    {
        bool isLongEnough = rest.Length >= byteCount;
        taken = isLongEnough ? rest[..byteCount] : default;
        rest = isLongEnough ? rest[byteCount..] : default;
        return isLongEnough;
    }
}
