namespace Amaters.Ledger.Client;

/// <summary>Small files that are there whole or not at all.</summary>
/// <remarks>Written through (O_SYNC) to a temporary neighbour, then linked or renamed into place: unlike the framework's flush, a failed
/// synchronous write does throw. The directory itself is not synced, so a crash within seconds may still undo the name.</remarks>
internal static class AtomicFile
{
    /// <summary>Creates a file that its owner alone may read.</summary>
    /// <exception cref="IOException">There is a file of this name already, or the disk failed.</exception>
    public static void CreateNew(string path, ReadOnlySpan<byte> content) => Write(path, content, overwrite: false);

    /// <summary>Creates or replaces a file that its owner alone may read.</summary>
    /// <exception cref="IOException">The disk failed.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content) => Write(path, content, overwrite: true);

    private static void Write(string path, ReadOnlySpan<byte> content, bool overwrite)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var file = new FileStream(temporary, NewPrivateFile()))
                file.Write(content);
            File.Move(temporary, path, overwrite);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static FileStreamOptions NewPrivateFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.WriteThrough, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }
}
