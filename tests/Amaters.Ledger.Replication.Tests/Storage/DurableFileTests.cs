using Amaters.Ledger.Replication.Storage;

namespace Amaters.Ledger.Replication.Tests.Storage;

public sealed class DurableFileTests
{
    [Fact]
    public void A_rename_that_fails_is_a_storage_failure_like_a_failed_sync()
    {
        using var log = new TestLog();
        var temporary = Path.Combine(log.Folder, "new.tmp");
        File.WriteAllText(temporary, "content");
        var occupied = Directory.CreateDirectory(Path.Combine(log.Folder, "occupied")).FullName;
        var failure = Assert.Throws<StorageFailedException>(() => DurableFile.Publish(temporary, occupied));
        Assert.Contains($"Renaming {temporary} to {occupied}", failure.Message, StringComparison.Ordinal);
        Assert.Equal("content", File.ReadAllText(temporary));
    }
}
