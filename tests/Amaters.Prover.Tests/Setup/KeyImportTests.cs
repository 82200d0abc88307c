using Amaters.Prover.Formats;
using Amaters.Prover.Groth16;
using Amaters.Prover.Setup;
using Amaters.Prover.Tests.Formats;
using Amaters.Verifier.Fields;

namespace Amaters.Prover.Tests.Setup;

public sealed class KeyImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_imported_key_is_the_ceremony_key_and_a_seal()
    {
        var steps = new List<SetupProgress>();
        Assert.Equal(FormatRejection.None, Import(SnarkjsSample.ZkeyBytes, new Reporter<SetupProgress>(steps.Add)));
        Assert.Equal(steps.Max(step => step.Done), steps[0].Total);
        Assert.True(ProvingKey.TryOpen(_folder["sealed.zkey"], out var key, out _));
        using (key)
        {
            Assert.False(key.Label.IsDevelopment);
            Assert.Equal(SnarkjsSample.R1cs.Circuit.Digest, key.Label.Circuit);
            Assert.Equal(SnarkjsSample.VerifyingKey.Key.InputCommitments, key.VerifyingKey.InputCommitments);
            using var plain = new MemoryStream();
            key.WriteUnsealed(plain);
            Assert.Equal(SnarkjsSample.ZkeyBytes, plain.ToArray());
        }
    }

    [Fact]
    public void A_development_key_stays_one_when_it_is_imported()
    {
        var circuit = SnarkjsSample.R1cs.Circuit;
        DevelopmentSetup.Run(circuit, _folder["development.zkey"]);
        Assert.Equal(FormatRejection.None, Import(File.ReadAllBytes(_folder["development.zkey"])));
        Assert.True(ProvingKey.TryOpen(_folder["sealed.zkey"], out var key, out _));
        using (key)
            Assert.True(key.Label.IsDevelopment);
    }

    [Fact]
    public void A_key_of_another_circuit_is_refused()
    {
        Assert.Equal(FormatRejection.WrongCircuit, KeyImport.Run(SmallCircuit.Compile(20), SnarkjsSample.ZkeyPath, _folder["sealed.zkey"]));
        var container = Container.Read(SnarkjsSample.ZkeyBytes);
        container[4][4 + 12] ^= 1;
        Assert.Equal(FormatRejection.WrongCircuit, Import(container.Write()));
        Assert.False(File.Exists(_folder["sealed.zkey"]));
    }

    [Theory]
    [InlineData(5u)]
    [InlineData(6u)]
    [InlineData(8u)]
    [InlineData(9u)]
    public void A_wrong_point_of_G1_is_found_in_every_section(uint section)
    {
        var container = Container.Read(SnarkjsSample.ZkeyBytes);
        int last = container[section].Length - ZkeyFile.G1ByteCount;
        ZkeyFileTests.OutsideSubgroup().CopyTo(container[section], last);
        Assert.Equal(FormatRejection.PointNotInSubgroup, Import(container.Write()));
        container[section][last] ^= 1;
        Assert.Equal(FormatRejection.PointNotOnCurve, Import(container.Write()));
        Fp.Modulus.ToByteArray(isUnsigned: true).CopyTo(container[section], last);
        Assert.Equal(FormatRejection.NonCanonicalCoordinate, Import(container.Write()));
        Assert.False(File.Exists(_folder["sealed.zkey"]));
    }

    [Fact]
    public void A_wrong_point_of_G2_is_found()
    {
        var container = Container.Read(SnarkjsSample.ZkeyBytes);
        container[7][ZkeyFile.G2ByteCount * 3] ^= 1;
        Assert.Equal(FormatRejection.PointNotOnCurve, Import(container.Write()));
    }

    private FormatRejection Import(byte[] zkey, IProgress<SetupProgress>? progress = null)
    {
        File.WriteAllBytes(_folder["source.zkey"], zkey);
        return KeyImport.Run(SnarkjsSample.R1cs.Circuit, _folder["source.zkey"], _folder["sealed.zkey"], progress: progress);
    }
}
