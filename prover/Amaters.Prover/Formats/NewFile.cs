namespace Amaters.Prover.Formats;

/// <summary>Writes files that appear under their name only when they are complete.</summary>
public static class NewFile
{
    /// <summary>Writes to a temporary file beside <paramref name="path"/> and renames it at the end; on failure nothing stays.</summary>
    /// <param name="path">The file; an existing one is replaced at the end.</param>
    /// <param name="write">Writes the contents; the stream can be read back.</param>
    public static void Write(string path, Action<Stream> write)
    {
        var temporary = path + ".partial";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None, bufferSize: 1 << 16))
                write(stream);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
