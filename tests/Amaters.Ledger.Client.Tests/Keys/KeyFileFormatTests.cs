using System.Buffers.Binary;
using System.Security.Cryptography;
using Amaters.Ledger.Client.Keys;

namespace Amaters.Ledger.Client.Tests.Keys;

/// <summary>Attacks on the bytes of a key file.</summary>
public sealed class KeyFileFormatTests : IDisposable
{
    private const string Passphrase = "passphrase";

    private readonly ClientKeys _keys = ClientKeys.Generate();
    private readonly byte[] _file;

    public KeyFileFormatTests() => _file = KeyFileFormat.Encode(_keys, Passphrase, TestKeys.CheapCost);

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void A_key_file_has_the_documented_length() => Assert.Equal(258, _file.Length);

    [Fact]
    public void Damage_to_any_byte_is_seen()
    {
        for (int i = 0; i < _file.Length; i++)
        {
            var damaged = Changed(i, 0x01);
            var expected = i < 8 ? KeyFileRejection.NotAKeyFile : i < 10 ? KeyFileRejection.UnknownVersion : KeyFileRejection.Damaged;
            Assert.Equal(expected, Rejection(damaged));
        }
    }

    [Fact]
    public void A_doctored_file_with_a_fresh_checksum_does_not_open_either()
    {
        for (int i = 0; i < 226; i++)
        {
            foreach (byte change in (byte[])[0x01, 0x80])
            {
                var doctored = WithFreshChecksum(Changed(i, change));
                Assert.NotEqual(KeyFileRejection.None, Rejection(doctored));
            }
        }
    }

    [Fact]
    public void Encrypted_bytes_with_a_fresh_checksum_look_like_a_wrong_passphrase()
    {
        for (int i = 114; i < 226; i++)
            Assert.Equal(KeyFileRejection.WrongPassphrase, Rejection(WithFreshChecksum(Changed(i, 0x01))));
    }

    [Fact]
    public void Another_clients_public_keys_cannot_be_put_into_the_header()
    {
        using var other = ClientKeys.Generate();
        var spliced = _file.ToArray();
        KeyFileFormat.Encode(other, Passphrase, TestKeys.CheapCost).AsSpan(50, 64).CopyTo(spliced.AsSpan(50));
        Assert.Equal(KeyFileRejection.WrongPassphrase, Rejection(WithFreshChecksum(spliced)));
    }

    [Fact]
    public void A_truncated_or_extended_file_is_refused()
    {
        for (int length = 0; length < _file.Length; length++)
            Assert.Equal(KeyFileRejection.WrongLength, Rejection(_file[..length]));
        Assert.Equal(KeyFileRejection.WrongLength, Rejection([.. _file, 0]));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(7, 1, 1)] // less than 8 KiB a lane
    [InlineData((1 << 20) + 1, 1, 1)]
    [InlineData(8, 0, 1)]
    [InlineData(8, 65, 1)]
    [InlineData(8, 1, 0)]
    [InlineData(1024, 1, 65)]
    [InlineData(-1, -1, -1)]
    public void A_cost_that_would_exhaust_the_machine_is_refused_before_it_is_paid(int memoryKiB, int iterations, int lanes)
    {
        var file = _file.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), memoryKiB);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), iterations);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), lanes);
        Assert.Equal(KeyFileRejection.CostOutOfRange, Rejection(WithFreshChecksum(file)));
        var cost = unchecked(new PassphraseCost((uint)memoryKiB, (uint)iterations, (uint)lanes));
        Assert.Throws<ArgumentException>(() => KeyFileFormat.Encode(_keys, Passphrase, cost));
    }

    [Fact]
    public void The_recommended_cost_is_that_of_the_standard()
    {
        Assert.Equal(new PassphraseCost(65536, 3, 4), PassphraseCost.Recommended);
        Assert.True(PassphraseCost.Recommended.IsAcceptable);
        Assert.False(default(PassphraseCost).IsAcceptable);
    }

    [Fact]
    public void Secrets_that_are_not_those_of_the_header_are_refused()
    {
        // A writer with a bug, or a friend who knows the passphrase, encrypts another client's secrets under this header.
        using var other = ClientKeys.Generate();
        var file = KeyFileFormat.Encode(_keys, Passphrase, TestKeys.CheapCost);
        var key = new byte[32];
        TestKeys.CheapCost.DeriveKey(Passphrase, file.AsSpan(22, 16), key);
        using (var cipher = new AesGcm(key, 16))
        {
            var secrets = Convert.FromHexString(string.Concat(TestKeys.Secrets(other)));
            cipher.Encrypt(file.AsSpan(38, 12), secrets, file.AsSpan(114, 96), file.AsSpan(210, 16), file.AsSpan(0, 114));
        }

        Assert.Equal(KeyFileRejection.InconsistentKeys, Rejection(WithFreshChecksum(file)));
    }

    [Fact]
    public void Two_files_of_the_same_keys_share_no_secret_byte_string()
    {
        var second = KeyFileFormat.Encode(_keys, Passphrase, TestKeys.CheapCost);
        Assert.False(_file.AsSpan(22, 28).SequenceEqual(second.AsSpan(22, 28)));
        Assert.False(_file.AsSpan(114, 96).SequenceEqual(second.AsSpan(114, 96)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("päßphräse 🔑")]
    public void Any_text_can_be_a_passphrase(string passphrase)
    {
        var file = KeyFileFormat.Encode(_keys, passphrase, TestKeys.CheapCost);
        Assert.True(KeyFileFormat.TryDecode(file, passphrase, out var keys, out _));
        keys.Dispose();
    }

    [Fact]
    public void Mutated_files_never_throw_and_never_open()
    {
        var random = new Random(20261123);
        for (int i = 0; i < 2000; i++)
        {
            var mutated = Mutation.Of(_file, random);
            if (mutated.Length == _file.Length)
                mutated = WithFreshChecksum(mutated, keepCost: true);
            Assert.True(mutated.AsSpan().SequenceEqual(_file) || Rejection(mutated) != KeyFileRejection.None);
        }
    }

    private static KeyFileRejection Rejection(byte[] file)
    {
        KeyFileFormat.TryDecode(file, Passphrase, out var keys, out var reason);
        keys?.Dispose();
        return reason;
    }

    private byte[] Changed(int index, byte change)
    {
        var changed = _file.ToArray();
        changed[index] ^= change;
        return changed;
    }

    private byte[] WithFreshChecksum(byte[] file, bool keepCost = false)
    {
        var doctored = file.ToArray();
        if (keepCost)
            _file.AsSpan(10, 12).CopyTo(doctored.AsSpan(10));
        SHA256.HashData(doctored.AsSpan(0, 226), doctored.AsSpan(226));
        return doctored;
    }
}
