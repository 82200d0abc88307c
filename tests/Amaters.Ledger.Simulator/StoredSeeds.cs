namespace Amaters.Ledger.Simulator;

/// <summary>Runs that once failed, kept in seeds.txt: one a line, as arguments of <c>sim</c>, with the reason after a <c>#</c>.</summary>
internal static class StoredSeeds
{
    /// <summary>The runs, in the order of the file.</summary>
    public static IReadOnlyList<SimulationOptions> Load()
    {
        using var stream = typeof(StoredSeeds).Assembly.GetManifestResourceStream("seeds.txt") ?? throw new InvalidOperationException("seeds.txt is not built in.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <summary>Reads the text of such a file.</summary>
    /// <exception cref="FormatException">A line is no arguments of <c>sim</c>.</exception>
    public static IReadOnlyList<SimulationOptions> Parse(string text)
    {
        var runs = new List<SimulationOptions>();
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words.Length == 0)
                continue;
            if (!CommandLine.TryParse(words, out var arguments, out var problem))
                throw new FormatException($"seeds.txt: '{line}': {problem}");
            runs.Add(arguments.First);
        }

        return runs;
    }
}
