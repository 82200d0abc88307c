namespace Amaters.Verifier.Cli.Inputs;

/// <summary>Reads whole files of bounded size.</summary>
internal static class InputFile
{
    /// <summary>The bytes of a file of at most <paramref name="maxByteCount"/> bytes.</summary>
    /// <exception cref="UnreadableInputException">It does not exist, cannot be read or is longer.</exception>
    public static byte[] Read(FileInfo file, int maxByteCount)
    {
        try
        {
            using var stream = file.OpenRead();
            var bytes = new byte[Math.Min(stream.Length, maxByteCount + 1L)];
            var count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return count <= maxByteCount ? bytes[..count] : throw new UnreadableInputException(file, $"longer than {maxByteCount} bytes");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableInputException(file, exception.Message);
        }
    }

    /// <summary>Whether the bytes start like a JSON object; no binary form does.</summary>
    public static bool LooksLikeJson(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t\r\n"u8).StartsWith("{"u8);
}
