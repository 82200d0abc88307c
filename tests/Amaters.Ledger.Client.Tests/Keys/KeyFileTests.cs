using Amaters.Ledger.Client.Keys;

namespace Amaters.Ledger.Client.Tests.Keys;

public sealed class KeyFileTests : IDisposable
{
    private const string Passphrase = "correct horse battery staple";

    private readonly ClientKeys _keys = ClientKeys.Generate();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amaters-keys-");

    private string FilePath => Path.Combine(_folder.FullName, "client.keys");

    public void Dispose()
    {
        _keys.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void A_key_file_gives_back_the_keys()
    {
        KeyFile.Create(FilePath, _keys, Passphrase, TestKeys.CheapCost);
        Assert.True(KeyFile.TryOpen(FilePath, Passphrase, out var opened, out var reason), reason.ToString());
        using (opened)
        {
            Assert.Equal(TestKeys.Secrets(_keys), TestKeys.Secrets(opened));
            Assert.Equal(_keys.ClientId, opened.ClientId);
        }
    }

    [Fact]
    public void A_key_file_shows_its_public_keys_without_the_passphrase()
    {
        KeyFile.Create(FilePath, _keys, Passphrase, TestKeys.CheapCost);
        Assert.True(KeyFile.TryReadHeader(FilePath, out var header, out _));
        Assert.Equal(_keys.SigningKey.PublicKey, header.SigningKey);
        Assert.Equal(_keys.DecryptionKey.PublicKey, header.EncryptionKey);
        Assert.Equal(TestKeys.CheapCost, header.Cost);
    }

    [Fact]
    public void A_wrong_passphrase_is_told_from_a_damaged_file()
    {
        KeyFile.Create(FilePath, _keys, Passphrase, TestKeys.CheapCost);
        Assert.False(KeyFile.TryOpen(FilePath, Passphrase + " ", out var opened, out var reason));
        Assert.Null(opened);
        Assert.Equal(KeyFileRejection.WrongPassphrase, reason);

        var bytes = File.ReadAllBytes(FilePath);
        bytes[^1] ^= 1;
        File.WriteAllBytes(FilePath, bytes);
        Assert.False(KeyFile.TryOpen(FilePath, Passphrase, out _, out reason));
        Assert.Equal(KeyFileRejection.Damaged, reason);
    }

    [Fact]
    public void A_key_file_is_never_overwritten()
    {
        KeyFile.Create(FilePath, _keys, Passphrase, TestKeys.CheapCost);
        var before = File.ReadAllBytes(FilePath);
        using var others = ClientKeys.Generate();
        Assert.Throws<IOException>(() => KeyFile.Create(FilePath, others, Passphrase, TestKeys.CheapCost));
        Assert.Throws<IOException>(() => AtomicFile.CreateNew(FilePath, [1, 2, 3]));
        Assert.Equal(before, File.ReadAllBytes(FilePath));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void Only_the_owner_may_read_a_key_file()
    {
        KeyFile.Create(FilePath, _keys, Passphrase, TestKeys.CheapCost);
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no file modes.");
        else
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void A_failed_creation_leaves_nothing_behind()
    {
        var missing = Path.Combine(_folder.FullName, "missing", "client.keys");
        Assert.ThrowsAny<IOException>(() => KeyFile.Create(missing, _keys, Passphrase, TestKeys.CheapCost));
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void Something_else_is_not_read_beyond_a_key_files_length()
    {
        File.WriteAllBytes(FilePath, new byte[100_000]);
        Assert.False(KeyFile.TryOpen(FilePath, Passphrase, out _, out var reason));
        Assert.Equal(KeyFileRejection.WrongLength, reason);
    }

    [Fact]
    public void A_fresh_signing_key_keeps_what_records_depend_on()
    {
        using var rotated = _keys.WithFreshSigningKey();
        Assert.NotEqual(_keys.ClientId, rotated.ClientId);
        Assert.Equal(_keys.DecryptionKey.Encoded.ToArray(), rotated.DecryptionKey.Encoded.ToArray());
        Assert.Equal(_keys.TagKey.Encoded.ToArray(), rotated.TagKey.Encoded.ToArray());
    }

    [Fact]
    public void Secrets_show_in_no_string()
    {
        KeyFile.Create(FilePath, _keys, Passphrase, TestKeys.CheapCost);
        Assert.True(KeyFile.TryReadHeader(FilePath, out var header, out _));
        var refusal = Assert.Throws<IOException>(() => KeyFile.Create(FilePath, _keys, Passphrase, TestKeys.CheapCost));
        var disposed = ClientKeys.Generate();
        disposed.Dispose();
        var gone = Assert.Throws<ObjectDisposedException>(() => KeyFileFormat.Encode(disposed, Passphrase, TestKeys.CheapCost));
        var said = string.Join('\n', _keys, _keys.SigningKey, _keys.DecryptionKey, _keys.TagKey, header, refusal, gone);
        Assert.DoesNotContain(Passphrase, said, StringComparison.Ordinal);
        foreach (var secret in TestKeys.Secrets(_keys).Concat(TestKeys.Secrets(_keys).Select(TestKeys.Reversed)))
            Assert.DoesNotContain(secret[..16], said, StringComparison.OrdinalIgnoreCase);
    }
}
