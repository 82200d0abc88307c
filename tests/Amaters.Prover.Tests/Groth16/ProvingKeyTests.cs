using Amaters.Circuits.Statements;
using Amaters.Prover.Formats;
using Amaters.Prover.Groth16;
using Amaters.Prover.Setup;
using Amaters.Prover.Tests.Formats;

namespace Amaters.Prover.Tests.Groth16;

public sealed class ProvingKeyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProvingKeyTests() => DevelopmentSetup.Run(SmallCircuit.Compile(2), _folder["key.zkey"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_development_key_says_so_and_names_its_circuit()
    {
        Assert.True(ProvingKey.TryOpen(_folder["key.zkey"], out var key, out var reason));
        using (key)
        {
            Assert.Equal(FormatRejection.None, reason);
            Assert.True(key.Label.IsDevelopment);
            Assert.True(key.VerifyingKey.Label.IsDevelopment);
            Assert.Equal(SmallCircuit.Compile(2).Digest, key.Label.Circuit);
            Assert.Null(key.Label.Shape);
        }
    }

    [Fact]
    public void The_shape_of_a_batch_circuit_is_kept()
    {
        DevelopmentSetup.Run(SmallCircuit.Compile(2), _folder["shaped.zkey"], new CircuitShape(3, 5));
        Assert.True(ProvingKey.TryOpen(_folder["shaped.zkey"], out var key, out _));
        using (key)
            Assert.Equal(new CircuitShape(3, 5), key.Label.Shape);
    }

    [Fact]
    public void A_changed_byte_anywhere_is_found()
    {
        var bytes = File.ReadAllBytes(_folder["key.zkey"]);
        for (int i = 0; i < bytes.Length; i += i < bytes.Length - KeySeal.ByteCount ? 211 : 1)
        {
            bytes[i] ^= 0x40;
            File.WriteAllBytes(_folder["changed.zkey"], bytes);
            Assert.False(ProvingKey.TryOpen(_folder["changed.zkey"], out _, out var reason), $"byte {i}");
            Assert.NotEqual(FormatRejection.None, reason);
            bytes[i] ^= 0x40;
        }
    }

    [Fact]
    public void A_key_without_a_seal_is_not_used()
    {
        Assert.False(ProvingKey.TryOpen(SnarkjsSample.ZkeyPath, out _, out var reason));
        Assert.Equal(FormatRejection.Unsealed, reason);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(4, 3)]
    [InlineData(8, 200)]
    [InlineData(12, 99)]
    public void A_seal_of_unknown_meaning_is_broken(int offset, byte value)
    {
        var bytes = File.ReadAllBytes(_folder["key.zkey"]);
        bytes[^(KeySeal.ByteCount - offset)] = value;
        KeyFiles.Reseal(bytes);
        File.WriteAllBytes(_folder["changed.zkey"], bytes);
        Assert.False(ProvingKey.TryOpen(_folder["changed.zkey"], out _, out var reason));
        Assert.Equal(FormatRejection.BrokenSeal, reason);
    }

    [Fact]
    public void Sections_after_the_seal_break_it()
    {
        var container = Container.Read(File.ReadAllBytes(_folder["key.zkey"]));
        container.Sections.Add((99, [1]));
        File.WriteAllBytes(_folder["changed.zkey"], container.Write());
        Assert.False(ProvingKey.TryOpen(_folder["changed.zkey"], out _, out var reason));
        Assert.Equal(FormatRejection.BrokenSeal, reason);
    }

    [Fact]
    public void The_points_are_gone_with_the_key()
    {
        Assert.True(ProvingKey.TryOpen(_folder["key.zkey"], out var key, out _));
        var points = key.A;
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => points.Span.Length);
    }
}
