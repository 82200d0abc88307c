using System.Numerics;
using Amaters.Prover.Formats;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;

namespace Amaters.Prover.Tests.Formats;

public sealed class ZkeyFileTests
{
    // Section 2: p 0..52, r 52..88, wires 88, public 92, domain 96, α₁ 100, β₁ 196, β₂ 292, γ₂ 484, δ₁ 676, δ₂ 772.
    private static readonly Dictionary<string, (Action<Container> Change, FormatRejection Reason)> Damages = new()
    {
        ["magic"] = (file => file.Magic = "zkez"u8.ToArray(), FormatRejection.WrongMagic),
        ["version"] = (file => file.Version = 2, FormatRejection.UnsupportedVersion),
        ["plonk"] = (file => file[1][0] = 2, FormatRejection.WrongProofSystem),
        ["no contributions"] = (file => file.Sections.RemoveAll(section => section.Id == 10), FormatRejection.MissingSection),
        ["two C sections"] = (file => file.Sections.Add((8, file[8])), FormatRejection.DuplicateSection),
        ["short header"] = (file => file[2] = file[2][..^1], FormatRejection.WrongSectionLength),
        ["another base field"] = (file => file[2][4] ^= 1, FormatRejection.WrongBaseField),
        ["another scalar field"] = (file => file[2][60] ^= 1, FormatRejection.WrongScalarField),
        ["too many wires"] = (file => Container.UInt32(uint.MaxValue).CopyTo(file[2], 88), FormatRejection.TooLarge),
        ["too many public inputs"] = (file => Container.UInt32(5000).CopyTo(file[2], 92), FormatRejection.TooLarge),
        ["too large a domain"] = (file => Container.UInt32(1u << 29).CopyTo(file[2], 96), FormatRejection.TooLarge),
        ["a domain that is no power of two"] = (file => Container.UInt32(63).CopyTo(file[2], 96), FormatRejection.InconsistentCounts),
        ["more public inputs than wires"] = (file => Container.UInt32(100).CopyTo(file[2], 92), FormatRejection.InconsistentCounts),
        ["one more wire than points"] = (file => Container.UInt32(59).CopyTo(file[2], 88), FormatRejection.WrongSectionLength),
        ["a smaller domain than H"] = (file => Container.UInt32(32).CopyTo(file[2], 96), FormatRejection.WrongSectionLength),
        ["more terms than bytes"] = (file => Container.UInt32(uint.MaxValue).CopyTo(file[4], 0), FormatRejection.WrongSectionLength),
        ["no terms count"] = (file => file[4] = [], FormatRejection.WrongSectionLength),
        ["α with a coordinate of p"] = (file => Fp.Modulus.ToByteArray(isUnsigned: true).CopyTo(file[2], 100), FormatRejection.NonCanonicalCoordinate),
        ["α off the curve"] = (file => file[2][100] ^= 1, FormatRejection.PointNotOnCurve),
        ["α outside the subgroup"] = (file => OutsideSubgroup().CopyTo(file[2], 100), FormatRejection.PointNotInSubgroup),
        ["δ at infinity"] = (file => file[2].AsSpan(772, 192).Clear(), FormatRejection.PointAtInfinity),
        ["γ equal to β"] = (file => file[2].AsSpan(292, 192).CopyTo(file[2].AsSpan(484)), FormatRejection.WrongGamma),
        ["IC off the curve"] = (file => file[3][50] ^= 1, FormatRejection.PointNotOnCurve),
        ["IC at infinity"] = (file => file[3].AsSpan(96, 96).Clear(), FormatRejection.PointAtInfinity),
    };

    public static TheoryData<string> DamageNames => [.. Damages.Keys];

    [Fact]
    public void A_key_of_snarkjs_is_written_again_byte_by_byte()
    {
        Assert.True(ZkeyFile.TryDecode(SnarkjsSample.ZkeyBytes, out var file, out _));
        using var stream = new MemoryStream();
        var writer = new ZkeyWriter(stream, isSealed: false);
        writer.WriteHeader(file.Header);
        writer.WritePoints(ZkeyFile.IcSection, file.Ic);
        writer.WriteCoefficients(SnarkjsSample.R1cs.Circuit);
        writer.WritePoints(ZkeyFile.ASection, ReinterpretedMemory<G1Affine>.Of(file.Section(ZkeyFile.ASection)).Span);
        writer.WritePoints(ZkeyFile.B1Section, ReinterpretedMemory<G1Affine>.Of(file.Section(ZkeyFile.B1Section)).Span);
        writer.WritePoints(ZkeyFile.B2Section, ReinterpretedMemory<G2Affine>.Of(file.Section(ZkeyFile.B2Section)).Span);
        writer.WritePoints(ZkeyFile.CSection, ReinterpretedMemory<G1Affine>.Of(file.Section(ZkeyFile.CSection)).Span);
        writer.WritePoints(ZkeyFile.HSection, ReinterpretedMemory<G1Affine>.Of(file.Section(ZkeyFile.HSection)).Span);
        writer.WriteSection(ZkeyFile.ContributionsSection, file.Section(ZkeyFile.ContributionsSection).Span);
        Assert.Equal(SnarkjsSample.ZkeyBytes, stream.ToArray());
    }

    [Theory]
    [MemberData(nameof(DamageNames))]
    public void Each_damage_has_its_reason(string name)
    {
        var (change, expected) = Damages[name];
        var container = Container.Read(SnarkjsSample.ZkeyBytes);
        change(container);
        Assert.False(ZkeyFile.TryDecode(container.Write(), out var file, out var reason));
        Assert.Null(file);
        Assert.Equal(expected, reason);
    }

    [Fact]
    public void Sections_may_come_in_any_order()
    {
        var container = Container.Read(SnarkjsSample.ZkeyBytes);
        container.Sections.Reverse();
        Assert.True(ZkeyFile.TryDecode(container.Write(), out _, out _));
    }

    /// <summary>A point of the curve over Fp that is not in the subgroup: nearly every point is one.</summary>
    internal static byte[] OutsideSubgroup()
    {
        for (ulong i = 1; ; i++)
        {
            var x = Fp.FromUInt64(i);
            // p ≡ 3 (mod 4), so a root of a square is its power (p + 1)/4.
            var y = Fp.FromBigInteger(BigInteger.ModPow(((x.Square() * x) + Fp.FromUInt64(4)).ToBigInteger(), (Fp.Modulus + 1) / 4, Fp.Modulus));
            if (!G1Affine.IsOnCurve(x, y) || G1Affine.TryCreate(x, y, out _, out _))
                continue;
            var bytes = new byte[ZkeyFile.G1ByteCount];
            x.WriteMontgomery(bytes);
            y.WriteMontgomery(bytes.AsSpan(Fp.EncodedByteCount));
            return bytes;
        }
    }
}
