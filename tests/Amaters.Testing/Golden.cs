namespace Amaters.Testing;

/// <summary>Compares text with a file kept in the repository; <c>dotnet run dev.cs -- golden</c> rewrites such files.</summary>
public static class Golden
{
    /// <summary>Set to 1 by <c>dev.cs golden</c>: the file is rewritten instead of compared.</summary>
    public const string UpdateVariable = "UPDATE_GOLDEN";

    /// <summary>Throws, naming the first differing line, unless <paramref name="actual"/> equals the stored file.</summary>
    /// <param name="relativePath">The golden file, relative to the repository root.</param>
    /// <param name="actual">The text that the code under test produced.</param>
    public static void Verify(string relativePath, string actual)
    {
        var path = RepositoryRoot.Combine(relativePath);
        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        if (!File.Exists(path))
            throw new FileNotFoundException($"Golden file {relativePath} is missing. Run 'dotnet run dev.cs -- golden' and review the diff.");
        var expectedLines = File.ReadAllLines(path);
        var actualLines = actual.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        for (var i = 0; i < Math.Max(expectedLines.Length, actualLines.Length); i++)
        {
            var expected = i < expectedLines.Length ? expectedLines[i] : "<end of file>";
            var found = i < actualLines.Length ? actualLines[i] : "<end of file>";
            if (expected != found)
                throw new InvalidOperationException($"{relativePath}:{i + 1} differs.\n  stored: {expected}\n  actual: {found}\nIf the change is meant, run 'dotnet run dev.cs -- golden' and say why in the commit.");
        }
    }
}
