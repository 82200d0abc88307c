using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Amaters.Prover.Domains;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Groth16;

namespace Amaters.Prover.Formats;

/// <content>Reading, from bytes that anyone may have written. Nothing but the points of sections 2 and 3 is copied.</content>
internal sealed partial class ZkeyFile
{
    public static bool TryDecode(ReadOnlyMemory<byte> source, [NotNullWhen(true)] out ZkeyFile? file, out FormatRejection reason)
    {
        file = null;
        if (!SectionTable.TryRead(source, Magic, Version, out var sections, out reason)
            || !sections.TryGet(ProofSystemSection, sizeof(uint), out var proofSystem, out reason)
            || !sections.TryGet(HeaderSection, HeaderByteCount, out var headerBytes, out reason))
        {
            return false;
        }

        var header = default(KeyHeader);
        reason = new ByteReader(proofSystem.Span).ReadUInt32() != Groth16ProofSystem ? FormatRejection.WrongProofSystem : DecodeHeader(headerBytes.Span, out header);
        if (reason != FormatRejection.None
            || !sections.TryGet(IcSection, (header.PublicCount + 1L) * G1ByteCount, out var icBytes, out reason)
            || !sections.TryGet(CoefficientsSection, null, out var coefficients, out reason)
            || !sections.TryGet(ASection, (long)header.WireCount * G1ByteCount, out _, out reason)
            || !sections.TryGet(B1Section, (long)header.WireCount * G1ByteCount, out _, out reason)
            || !sections.TryGet(B2Section, (long)header.WireCount * G2ByteCount, out _, out reason)
            || !sections.TryGet(CSection, (long)header.PrivateCount * G1ByteCount, out _, out reason)
            || !sections.TryGet(HSection, (long)header.DomainSize * G1ByteCount, out _, out reason)
            || !sections.TryGet(ContributionsSection, null, out _, out reason))
        {
            return false;
        }

        if (coefficients.Length < sizeof(uint)
            || coefficients.Length - sizeof(uint) != (long)new ByteReader(coefficients.Span).ReadUInt32() * CoefficientSection.TermByteCount)
        {
            reason = FormatRejection.WrongSectionLength;
            return false;
        }

        var ic = new G1Affine[header.PublicCount + 1];
        var reader = new ByteReader(icBytes.Span);
        for (int i = 0; i < ic.Length && reason == FormatRejection.None; i++)
            reason = ReadPoint(ref reader, out ic[i]);
        if (reason != FormatRejection.None)
            return false;
        file = new ZkeyFile(sections, header, ic);
        return true;
    }

    private static FormatRejection DecodeHeader(ReadOnlySpan<byte> bytes, out KeyHeader header)
    {
        header = default;
        var reader = new ByteReader(bytes);
        if (!PrimeField.Coordinates.Heads(reader.ReadBytes(PrimeField.Coordinates.Bytes.Length)))
            return FormatRejection.WrongBaseField;
        if (!PrimeField.Scalars.Heads(reader.ReadBytes(PrimeField.Scalars.Bytes.Length)))
            return FormatRejection.WrongScalarField;
        var wireCount = reader.ReadUInt32();
        var publicCount = reader.ReadUInt32();
        var domainSize = reader.ReadUInt32();
        if (wireCount > int.MaxValue || publicCount > VerifyingKey.MaxInputCount || domainSize > 1u << EvaluationDomain.MaxLog2Size)
            return FormatRejection.TooLarge;
        if (publicCount >= wireCount || !BitOperations.IsPow2(domainSize) || domainSize <= publicCount)
            return FormatRejection.InconsistentCounts;

        var reason = ReadPoint(ref reader, out G1Affine alpha1);
        reason = FirstOf(reason, ReadPoint(ref reader, out G1Affine beta1));
        reason = FirstOf(reason, ReadPoint(ref reader, out G2Affine beta2));
        reason = FirstOf(reason, ReadPoint(ref reader, out G2Affine gamma2));
        reason = FirstOf(reason, ReadPoint(ref reader, out G1Affine delta1));
        reason = FirstOf(reason, ReadPoint(ref reader, out G2Affine delta2));
        if (reason != FormatRejection.None)
            return reason;
        header = new KeyHeader((int)wireCount, (int)publicCount, BitOperations.Log2(domainSize), alpha1, beta1, beta2, delta1, delta2);
        return gamma2 == G2Affine.Generator ? FormatRejection.None : FormatRejection.WrongGamma;
    }

    private static FormatRejection ReadPoint(ref ByteReader reader, out G1Affine point)
    {
        var reason = MontgomeryPoints.Read(reader.ReadBytes(G1ByteCount), out point);
        return reason == FormatRejection.None && point.IsInfinity ? FormatRejection.PointAtInfinity : reason;
    }

    private static FormatRejection ReadPoint(ref ByteReader reader, out G2Affine point)
    {
        var reason = MontgomeryPoints.Read(reader.ReadBytes(G2ByteCount), out point);
        return reason == FormatRejection.None && point.IsInfinity ? FormatRejection.PointAtInfinity : reason;
    }

    private static FormatRejection FirstOf(FormatRejection first, FormatRejection second) => first != FormatRejection.None ? first : second;
}
