using System.Globalization;

namespace Amaters.Benchmarks;

/// <summary>The words after a benchmark's name.</summary>
internal static class Options
{
    /// <summary>The number after a word, or a default.</summary>
    public static int Integer(string[] options, string name, int fallback)
    {
        int index = Array.IndexOf(options, name);
        return index >= 0 && index + 1 < options.Length ? int.Parse(options[index + 1], CultureInfo.InvariantCulture) : fallback;
    }
}
