using System.Buffers.Binary;
using Amaters.Circuits.Fields;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Vectors.Eip2537;

/// <summary>Reads an input of EIP-2537 from its start. The first error sticks, and what is read after it is meaningless.</summary>
/// <remarks>Field elements are 64 bytes, big endian, the first 16 zero; infinity is all zero; a scalar is any 256-bit integer.</remarks>
internal ref struct Eip2537Input(ReadOnlySpan<byte> source)
{
    public const int FpByteCount = 64;
    public const int ScalarByteCount = 32;
    public const int G1ByteCount = 2 * FpByteCount;
    public const int G2ByteCount = 4 * FpByteCount;

    private const int PaddingByteCount = FpByteCount - Fp.EncodedByteCount;

    private ReadOnlySpan<byte> _rest = source;

    public Eip2537Error Error { get; private set; }

    public Fp ReadFp()
    {
        var bytes = Take(FpByteCount);
        if (bytes[..PaddingByteCount].ContainsAnyExcept((byte)0))
            Fail(Eip2537Error.TopBytes);
        if (!Fp.TryDecode(bytes[PaddingByteCount..], out var value))
            Fail(Eip2537Error.FieldElement);
        return value;
    }

    public Fp2 ReadFp2()
    {
        var c0 = ReadFp();
        return new Fp2(c0, ReadFp());
    }

    /// <summary>A point of the curve, in the subgroup where that is demanded.</summary>
    public G1Affine ReadG1(bool inSubgroup)
    {
        Fp x = ReadFp(), y = ReadFp();
        if (x.IsZero && y.IsZero)
            return default;
        if (!G1Affine.IsOnCurve(x, y))
            Fail(Eip2537Error.NotOnCurve);
        else if (inSubgroup && !G1Affine.TryCreate(x, y, out _, out _))
            Fail(Eip2537Error.G1Subgroup);
        return G1Affine.FromCoordinatesUnchecked(x, y);
    }

    /// <summary>A point of the curve, in the subgroup where that is demanded.</summary>
    public G2Affine ReadG2(bool inSubgroup)
    {
        Fp2 x = ReadFp2(), y = ReadFp2();
        if (x.IsZero && y.IsZero)
            return default;
        if (!G2Affine.IsOnCurve(x, y))
            Fail(Eip2537Error.NotOnCurve);
        else if (inSubgroup && !G2Affine.TryCreate(x, y, out _, out _))
            Fail(Eip2537Error.G2Subgroup);
        return G2Affine.FromCoordinatesUnchecked(x, y);
    }

    /// <summary>A scalar, reduced modulo r, which changes nothing for points of the subgroup.</summary>
    public Fr ReadScalar()
    {
        var bytes = Take(ScalarByteCount);
        return Fr.FromLimbs(
        [
            BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt64BigEndian(bytes),
        ]);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private void Fail(Eip2537Error error)
    {
        if (Error == Eip2537Error.None)
            Error = error;
    }
}
