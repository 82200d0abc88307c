using System.Buffers.Binary;
using Amaters.Ledger.Simulator.Clients;

namespace Amaters.Ledger.Simulator.Nodes;

/// <summary>What a client asks the state machine to do; the data of a log entry.</summary>
/// <param name="Client">Who asks.</param>
/// <param name="Number">The client's own count of its commands; a retry carries the same.</param>
/// <param name="Kind">Write to a register, or put on the ledger.</param>
/// <param name="Key">The record.</param>
/// <param name="Value">What to store; no two commands of a run store the same.</param>
/// <param name="Expected">For a put: the version that the record must have.</param>
internal readonly record struct Command(int Client, long Number, OperationKind Kind, int Key, long Value, long Expected)
{
    private const int ByteCount = 33;

    /// <summary>Fixed-size bytes, little endian.</summary>
    public byte[] Encode()
    {
        var bytes = new byte[ByteCount];
        bytes[0] = (byte)Kind;
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(1), Client);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(5), Number);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(13), Key);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(17), Value);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(25), Expected);
        return bytes;
    }

    /// <summary>False for entries that are no commands: a leader's first, and the filling of long logs.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> bytes, out Command command)
    {
        command = default;
        if (bytes.Length != ByteCount)
            return false;
        command = new(
            BinaryPrimitives.ReadInt32LittleEndian(bytes[1..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[5..]), (OperationKind)bytes[0],
            BinaryPrimitives.ReadInt32LittleEndian(bytes[13..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[17..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[25..]));
        return true;
    }
}
