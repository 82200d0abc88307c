using System.Buffers.Binary;

namespace Amaters.Ledger.Consensus.Membership;

/// <content>
/// Bytes of a configuration change in a log entry, integers little endian. No bytes at all stand for <see cref="LeaveJoint"/>.
/// <code>
/// offset     bytes  field
/// 0          1      transition
/// 1          4      number of changes n
/// 5 + 9·i    1      kind of change i
/// 6 + 9·i    8      node of change i
/// 5 + 9·n    rest   context
/// </code>
/// </content>
public sealed partial class ConfChange
{
    private const int HeaderByteCount = 5;
    private const int ChangeByteCount = 9;

    /// <summary>The bytes that an entry of type ConfChange or ConfChangeV2 carries.</summary>
    public byte[] Encode()
    {
        if (IsLeaveJoint && Context.IsEmpty)
            return [];
        var bytes = new byte[HeaderByteCount + (ChangeByteCount * Changes.Count) + Context.Length];
        bytes[0] = (byte)Transition;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), Changes.Count);
        for (var i = 0; i < Changes.Count; i++)
        {
            var slot = bytes.AsSpan(HeaderByteCount + (ChangeByteCount * i));
            slot[0] = (byte)Changes[i].Kind;
            BinaryPrimitives.WriteUInt64LittleEndian(slot[1..], Changes[i].Node.Value);
        }

        Context.Span.CopyTo(bytes.AsSpan(HeaderByteCount + (ChangeByteCount * Changes.Count)));
        return bytes;
    }

    /// <summary>Reads what <see cref="Encode"/> wrote; false if the bytes are cut short, name an unknown kind or transition, or spell <see cref="LeaveJoint"/> out.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> source, out ConfChange change)
    {
        change = LeaveJoint;
        if (source.IsEmpty)
            return true;
        if (source.Length < HeaderByteCount || source[0] > (byte)ConfChangeTransition.JointExplicit)
            return false;
        var count = BinaryPrimitives.ReadUInt32LittleEndian(source[1..]);
        if (count > (source.Length - HeaderByteCount) / ChangeByteCount)
            return false;
        var changes = new ConfChangeSingle[count];
        for (var i = 0; i < changes.Length; i++)
        {
            var slot = source.Slice(HeaderByteCount + (ChangeByteCount * i), ChangeByteCount);
            if (slot[0] > (byte)ConfChangeKind.AddLearner)
                return false;
            changes[i] = new((ConfChangeKind)slot[0], new(BinaryPrimitives.ReadUInt64LittleEndian(slot[1..])));
        }

        change = new() { Transition = (ConfChangeTransition)source[0], Changes = changes, Context = source[(HeaderByteCount + (ChangeByteCount * changes.Length))..].ToArray() };
        return !change.IsLeaveJoint || !change.Context.IsEmpty;
    }
}
