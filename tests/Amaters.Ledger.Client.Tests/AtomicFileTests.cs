namespace Amaters.Ledger.Client.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("amaters-files-");

    private string FilePath => Path.Combine(_folder.FullName, "file");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Of_many_creators_at_once_exactly_one_succeeds()
    {
        var contents = Enumerable.Range(0, 32).Select(i => new byte[] { (byte)i }).ToArray();
        var created = contents.AsParallel().WithDegreeOfParallelism(8).Where(content =>
        {
            try
            {
                AtomicFile.CreateNew(FilePath, content);
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        }).ToArray();
        Assert.Equal(Assert.Single(created), File.ReadAllBytes(FilePath));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_file_is_replaced_whole()
    {
        AtomicFile.Replace(FilePath, [1, 2, 3]);
        AtomicFile.Replace(FilePath, [4]);
        Assert.Equal([4], File.ReadAllBytes(FilePath));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void A_failed_replacement_leaves_no_temporary_file()
    {
        Directory.CreateDirectory(FilePath);
        Assert.ThrowsAny<Exception>(() => AtomicFile.Replace(FilePath, [1]));
        Assert.Empty(_folder.GetFiles());
    }
}
