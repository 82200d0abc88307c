using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Constraints;

/// <summary>SHA-256 of a constraint system: two circuits with the same digest accept the same witnesses.</summary>
/// <remarks>
/// <para>Hashed bytes, all integers little endian:</para>
/// <code>
/// 16   ASCII "amaters r1cs v1" and a zero byte
///  4   number of public inputs
///  4   number of wires
///  4   number of constraints
/// then for A, B, C:
///  4·(constraints + 1)   row starts
///  4·entries             wires
/// 32·entries             coefficients, standard form
/// </code>
/// <para><c>default</c> is the all-zero digest, which no circuit has.</para>
/// </remarks>
public readonly record struct CircuitDigest
{
    /// <summary>Length of a digest.</summary>
    public const int ByteCount = 32;

    private readonly UInt128 _low;
    private readonly UInt128 _high;

    /// <summary>Reads a digest from its 32 bytes.</summary>
    /// <exception cref="ArgumentException">The span is not 32 bytes long.</exception>
    public CircuitDigest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != ByteCount)
            throw new ArgumentException($"A circuit digest has {ByteCount} bytes.", nameof(bytes));
        _low = BinaryPrimitives.ReadUInt128LittleEndian(bytes);
        _high = BinaryPrimitives.ReadUInt128LittleEndian(bytes[16..]);
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128LittleEndian(destination, _low);
        BinaryPrimitives.WriteUInt128LittleEndian(destination[16..], _high);
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[ByteCount];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>Lower-case hexadecimal.</summary>
    public override string ToString() => Convert.ToHexStringLower(ToBytes());

    internal static CircuitDigest Compute(R1cs circuit)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("amaters r1cs v1\0"u8);
        AppendIntegers(hash, [circuit.PublicCount, circuit.WireCount, circuit.ConstraintCount]);
        foreach (var matrix in new[] { circuit.A, circuit.B, circuit.C })
        {
            AppendIntegers(hash, matrix.RowStarts);
            AppendIntegers(hash, matrix.Wires);
            AppendElements(hash, matrix.Coefficients);
        }

        return new CircuitDigest(hash.GetHashAndReset());
    }

    private static void AppendIntegers(IncrementalHash hash, ReadOnlySpan<int> integers)
    {
        if (BitConverter.IsLittleEndian)
        {
            hash.AppendData(MemoryMarshal.AsBytes(integers));
            return;
        }

        Span<byte> bytes = stackalloc byte[sizeof(int)];
        foreach (int integer in integers)
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes, integer);
            hash.AppendData(bytes);
        }
    }

    private static void AppendElements(IncrementalHash hash, ReadOnlySpan<Fr> elements)
    {
        const int Chunk = 128;
        Span<byte> bytes = stackalloc byte[Chunk * Fr.EncodedByteCount];
        for (int start = 0; start < elements.Length; start += Chunk)
        {
            var chunk = elements.Slice(start, Math.Min(Chunk, elements.Length - start));
            for (int i = 0; i < chunk.Length; i++)
                chunk[i].Encode(bytes.Slice(i * Fr.EncodedByteCount, Fr.EncodedByteCount));
            hash.AppendData(bytes[..(chunk.Length * Fr.EncodedByteCount)]);
        }
    }
}
