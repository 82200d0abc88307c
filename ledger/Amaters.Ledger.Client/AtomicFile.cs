namespace Amaters.Ledger.Client;

/// <summary>Small files that are there whole or not at all, readable by their owner only (mode 0600).</summary>
/// <remarks>Written through (O_SYNC) to a temporary neighbour, then renamed into place: unlike the framework's flush, a failed
/// synchronous write does throw. The directory itself is not synced, so a crash within seconds may still undo the name.</remarks>
internal static class AtomicFile
{
    /// <summary>Creates a file where none is.</summary>
    /// <exception cref="IOException">There is a file of this name already, or the disk failed.</exception>
    public static void CreateNew(string path, ReadOnlySpan<byte> content)
    {
        // A rename would replace a file that appeared meanwhile, so the name is taken first (O_EXCL), by an empty file.
        new FileStream(path, NewPrivateFile()).Dispose();
        try
        {
            Replace(path, content);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Creates or replaces a file.</summary>
    /// <exception cref="IOException">The disk failed; what was there is still there.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var file = new FileStream(temporary, NewPrivateFile()))
                file.Write(content);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>The file's first bytes, or all of them where it has fewer: enough to decode one that should be short.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static byte[] ReadAtMost(string path, int byteCount)
    {
        using var file = File.OpenRead(path);
        var buffer = new byte[byteCount];
        return buffer[..file.ReadAtLeast(buffer, byteCount, throwOnEndOfStream: false)];
    }

    private static FileStreamOptions NewPrivateFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.WriteThrough, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
