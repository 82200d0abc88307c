using System.Buffers.Binary;
using System.Numerics;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Fields;

namespace Amaters.Prover.Formats;

/// <summary>How the formats name a prime field: u32 length of an element in bytes, then the prime in that many bytes, little endian.</summary>
internal sealed class PrimeField
{
    private readonly byte[] _bytes;

    private PrimeField(BigInteger prime, int elementByteCount)
    {
        _bytes = new byte[sizeof(uint) + elementByteCount];
        BinaryPrimitives.WriteInt32LittleEndian(_bytes, elementByteCount);
        prime.TryWriteBytes(_bytes.AsSpan(sizeof(uint)), out _, isUnsigned: true);
    }

    /// <summary>The scalar field, 36 bytes.</summary>
    public static PrimeField Scalars { get; } = new(Fr.Modulus, Fr.EncodedByteCount);

    /// <summary>The base field, 52 bytes.</summary>
    public static PrimeField Coordinates { get; } = new(Fp.Modulus, Fp.EncodedByteCount);

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Whether the bytes begin with this field's name.</summary>
    public bool Heads(ReadOnlySpan<byte> bytes) => bytes.StartsWith(_bytes);
}
