using Amaters.Circuits.Fields;
using Amaters.Prover.Formats;

namespace Amaters.Prover.Tests.Formats;

public sealed class R1csFileTests
{
    // Section 1: field 0..36, wires 36, outputs 40, public inputs 44, private inputs 48, labels 52, constraints 60.
    // Section 2 of the sample begins with a row of two terms: count, wire 0, coefficient, wire 2, coefficient.
    private static readonly Dictionary<string, (Action<Container> Change, FormatRejection Reason)> Damages = new()
    {
        ["magic"] = (file => file.Magic = "wtns"u8.ToArray(), FormatRejection.WrongMagic),
        ["version"] = (file => file.Version = 2, FormatRejection.UnsupportedVersion),
        ["no header"] = (file => file.Sections.RemoveAll(section => section.Id == 1), FormatRejection.MissingSection),
        ["no constraints"] = (file => file.Sections.RemoveAll(section => section.Id == 2), FormatRejection.MissingSection),
        ["no labels"] = (file => file.Sections.RemoveAll(section => section.Id == 3), FormatRejection.MissingSection),
        ["two headers"] = (file => file.Sections.Add((1, file[1])), FormatRejection.DuplicateSection),
        ["long header"] = (file => file[1] = [.. file[1], 0], FormatRejection.WrongSectionLength),
        ["short labels"] = (file => file[3] = file[3][..^8], FormatRejection.WrongSectionLength),
        ["constraints cut in a term"] = (file => file[2] = file[2][..^1], FormatRejection.WrongSectionLength),
        ["bytes after the constraints"] = (file => file[2] = [.. file[2], 0, 0, 0, 0], FormatRejection.WrongSectionLength),
        ["more constraints than bytes"] = (file => Container.UInt32(uint.MaxValue).CopyTo(file[1], 60), FormatRejection.WrongSectionLength),
        ["more terms than bytes"] = (file => Container.UInt32(uint.MaxValue).CopyTo(file[2], 0), FormatRejection.WrongSectionLength),
        ["another field size"] = (file => file[1][0] = 48, FormatRejection.WrongScalarField),
        ["another prime"] = (file => file[1][4] ^= 2, FormatRejection.WrongScalarField),
        ["more inputs than wires"] = (file => Container.UInt32(58).CopyTo(file[1], 48), FormatRejection.InconsistentCounts),
        ["counts that overflow together"] = (file => Container.UInt32(uint.MaxValue).CopyTo(file[1], 40), FormatRejection.InconsistentCounts),
        ["a wire out of range"] = (file => Container.UInt32(58).CopyTo(file[2], 40), FormatRejection.WireOutOfRange),
        ["a wire twice in a row"] = (file => Container.UInt32(0).CopyTo(file[2], 40), FormatRejection.UnsortedWires),
        ["a coefficient of r"] = (file => Fr.Modulus.ToByteArray(isUnsigned: true).CopyTo(file[2], 8), FormatRejection.NonCanonicalScalar),
        ["a coefficient of zero"] = (file => file[2].AsSpan(8, 32).Clear(), FormatRejection.ZeroCoefficient),
    };

    public static TheoryData<string> DamageNames => [.. Damages.Keys];

    [Fact]
    public void A_file_of_circom_is_written_again_byte_by_byte()
    {
        var file = SnarkjsSample.R1cs;
        Assert.Equal((54, 58, 2), (file.Circuit.ConstraintCount, file.Circuit.WireCount, file.Circuit.PublicCount));
        Assert.Equal((1, 1, 2), (file.OutputCount, file.PublicInputCount, file.PrivateInputCount));
        using var stream = new MemoryStream();
        file.Write(stream);
        Assert.Equal(SnarkjsSample.R1csBytes, stream.ToArray());
    }

    [Fact]
    public void A_circuit_of_ours_keeps_its_digest()
    {
        var circuit = SmallCircuit.Compile(5);
        using var stream = new MemoryStream();
        R1csFile.Of(circuit).Write(stream);
        Assert.True(R1csFile.TryDecode(stream.ToArray(), out var file, out _));
        Assert.Equal(circuit.Digest, file.Circuit.Digest);
        Assert.Equal(0, file.OutputCount);
        Assert.Equal(circuit.WireCount - 2, file.PrivateInputCount);
    }

    [Fact]
    public void Sections_may_come_in_any_order_and_unknown_ones_are_skipped()
    {
        var container = Container.Read(SnarkjsSample.R1csBytes);
        container.Sections.Reverse();
        container.Sections.Insert(1, (77, [1, 2, 3]));
        Assert.True(R1csFile.TryDecode(container.Write(), out var file, out _));
        Assert.Equal(SnarkjsSample.R1cs.Circuit.Digest, file.Circuit.Digest);
    }

    [Theory]
    [MemberData(nameof(DamageNames))]
    public void Each_damage_has_its_reason(string name)
    {
        var (change, expected) = Damages[name];
        var container = Container.Read(SnarkjsSample.R1csBytes);
        change(container);
        Assert.False(R1csFile.TryDecode(container.Write(), out var file, out var reason));
        Assert.Null(file);
        Assert.Equal(expected, reason);
    }

    [Fact]
    public void A_file_that_ends_early_is_truncated_and_one_that_goes_on_has_trailing_bytes()
    {
        var bytes = SnarkjsSample.R1csBytes;
        for (int length = 0; length < bytes.Length; length += length < 100 ? 1 : 97)
        {
            Assert.False(R1csFile.TryDecode(bytes.AsMemory(0, length), out _, out var reason));
            Assert.Equal(FormatRejection.Truncated, reason);
        }

        Assert.False(R1csFile.TryDecode(bytes.Append((byte)0).ToArray(), out _, out var trailing));
        Assert.Equal(FormatRejection.TrailingBytes, trailing);
    }

    [Fact]
    public void A_failing_constraint_of_a_file_is_named_by_file_and_number()
    {
        Assert.True(R1csFile.TryDecode(SnarkjsSample.R1csBytes, out var file, out _, "c6.r1cs"));
        Assert.Equal("top level at c6.r1cs:53", file.Circuit.Sources.OfConstraint(53).ToString());
    }
}
