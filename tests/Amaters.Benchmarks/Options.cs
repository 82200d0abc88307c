using System.Globalization;

namespace Amaters.Benchmarks;

/// <summary>The words after a benchmark's name.</summary>
internal static class Options
{
    /// <summary>The number after a word, or a default.</summary>
    public static int Integer(string[] options, string name, int fallback)
    {
        return Word(options, name) is { } word ? int.Parse(word, CultureInfo.InvariantCulture) : fallback;
    }

    /// <summary>The word after a word, or null.</summary>
    public static string? Word(string[] options, string name)
    {
        int index = Array.IndexOf(options, name);
        return index >= 0 && index + 1 < options.Length ? options[index + 1] : null;
    }
}
