using Amaters.Circuits.Constraints;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Prover.Formats;

/// <summary>Writes the sections of a <c>.zkey</c> in the order of their numbers, as snarkjs does. Byte tables: <see cref="ZkeyFile"/>.</summary>
internal sealed class ZkeyWriter
{
    /// <summary>Sections 1 to 10.</summary>
    public const int SectionCount = 10;

    /// <summary>A contributions section that claims nothing: a zero circuit hash and no contribution.</summary>
    public static readonly byte[] NoContributions = new byte[64 + sizeof(uint)];

    private readonly Stream _stream;
    private readonly SectionWriter _writer;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where it goes; readable and seekable when it will be sealed.</param>
    /// <param name="isSealed">Whether <see cref="WriteSeal"/> will follow.</param>
    public ZkeyWriter(Stream stream, bool isSealed)
    {
        _stream = stream;
        _writer = new SectionWriter(stream, ZkeyFile.Magic, ZkeyFile.Version, isSealed ? SectionCount + 1 : SectionCount);
    }

    public void WriteHeader(in KeyHeader header)
    {
        _writer.BeginSection(ZkeyFile.ProofSystemSection, sizeof(uint));
        _writer.Write(ZkeyFile.Groth16ProofSystem);
        _writer.BeginSection(ZkeyFile.HeaderSection, ZkeyFile.HeaderByteCount);
        _writer.Write(PrimeField.Coordinates.Bytes);
        _writer.Write(PrimeField.Scalars.Bytes);
        _writer.Write((uint)header.WireCount);
        _writer.Write((uint)header.PublicCount);
        _writer.Write((uint)header.DomainSize);
        Write(header.Alpha1);
        Write(header.Beta1);
        Write(header.Beta2);
        Write(G2Affine.Generator);
        Write(header.Delta1);
        Write(header.Delta2);
    }

    public void WriteCoefficients(R1cs circuit)
    {
        _writer.BeginSection(ZkeyFile.CoefficientsSection, CoefficientSection.ByteCountOf(circuit));
        CoefficientSection.Write(_writer, circuit);
    }

    public void WritePoints(uint section, ReadOnlySpan<G1Affine> points)
    {
        _writer.BeginSection(section, (long)points.Length * ZkeyFile.G1ByteCount);
        foreach (ref readonly var point in points)
            Write(point);
    }

    public void WritePoints(uint section, ReadOnlySpan<G2Affine> points)
    {
        _writer.BeginSection(section, (long)points.Length * ZkeyFile.G2ByteCount);
        foreach (ref readonly var point in points)
            Write(point);
    }

    /// <summary>A section whose contents exist as bytes.</summary>
    public void WriteSection(uint section, ReadOnlySpan<byte> contents)
    {
        _writer.BeginSection(section, contents.Length);
        _writer.Write(contents);
    }

    /// <summary>Sections 1 to 10 of another file.</summary>
    public void CopySections(ZkeyFile file)
    {
        for (uint section = 1; section <= SectionCount; section++)
            WriteSection(section, file.Section(section).Span);
    }

    public void WriteSeal(in KeySeal seal) => seal.Write(_writer, _stream);

    private void Write(in G1Affine point)
    {
        Span<byte> bytes = stackalloc byte[ZkeyFile.G1ByteCount];
        point.X.WriteMontgomery(bytes);
        point.Y.WriteMontgomery(bytes[Fp.EncodedByteCount..]);
        _writer.Write(bytes);
    }

    private void Write(in G2Affine point)
    {
        Span<byte> bytes = stackalloc byte[ZkeyFile.G2ByteCount];
        point.X.C0.WriteMontgomery(bytes);
        point.X.C1.WriteMontgomery(bytes[Fp.EncodedByteCount..]);
        point.Y.C0.WriteMontgomery(bytes[(2 * Fp.EncodedByteCount)..]);
        point.Y.C1.WriteMontgomery(bytes[(3 * Fp.EncodedByteCount)..]);
        _writer.Write(bytes);
    }
}
