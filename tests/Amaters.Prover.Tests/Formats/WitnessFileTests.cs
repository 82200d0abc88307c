using Amaters.Circuits.Fields;
using Amaters.Prover.Formats;

namespace Amaters.Prover.Tests.Formats;

public sealed class WitnessFileTests
{
    private static readonly Dictionary<string, (Action<Container> Change, FormatRejection Reason)> Damages = new()
    {
        ["magic"] = (file => file.Magic = "r1cs"u8.ToArray(), FormatRejection.WrongMagic),
        ["version"] = (file => file.Version = 1, FormatRejection.UnsupportedVersion),
        ["no values"] = (file => file.Sections.RemoveAll(section => section.Id == 2), FormatRejection.MissingSection),
        ["a value less"] = (file => file[2] = file[2][..^32], FormatRejection.WrongSectionLength),
        ["another prime"] = (file => file[1][10] ^= 1, FormatRejection.WrongScalarField),
        ["no wires"] = (file => (file[1], file[2]) = ([.. file[1][..36], 0, 0, 0, 0], []), FormatRejection.InconsistentCounts),
        ["a value of r"] = (file => Fr.Modulus.ToByteArray(isUnsigned: true).CopyTo(file[2], 32), FormatRejection.NonCanonicalScalar),
        ["a constant of two"] = (file => file[2][0] = 2, FormatRejection.ConstantWireNotOne),
    };

    public static TheoryData<string> DamageNames => [.. Damages.Keys];

    [Fact]
    public void A_file_of_snarkjs_is_written_again_byte_by_byte()
    {
        using var stream = new MemoryStream();
        WitnessFile.Write(stream, SnarkjsSample.Witness);
        Assert.Equal(SnarkjsSample.WitnessBytes, stream.ToArray());
    }

    [Theory]
    [MemberData(nameof(DamageNames))]
    public void Each_damage_has_its_reason(string name)
    {
        var (change, expected) = Damages[name];
        var container = Container.Read(SnarkjsSample.WitnessBytes);
        change(container);
        Assert.False(WitnessFile.TryDecode(container.Write(), publicCount: 2, out var witness, out var reason));
        Assert.Null(witness);
        Assert.Equal(expected, reason);
    }

    [Fact]
    public void Fewer_wires_than_public_inputs_are_refused()
    {
        Assert.False(WitnessFile.TryDecode(SnarkjsSample.WitnessBytes, publicCount: 58, out _, out var reason));
        Assert.Equal(FormatRejection.InconsistentCounts, reason);
    }
}
