namespace Amaters.Scenarios;

/// <summary>A scenario file, cut into cases: comments and blank lines, a command with lines of input, <c>----</c>, the expected output up to a blank line.</summary>
public sealed class ScenarioFile
{
    private const string Separator = "----";
    private readonly string[] _lines;

    private ScenarioFile(string path)
    {
        Path = path;
        _lines = File.ReadAllLines(path);
        Cases = [.. ReadCases()];
    }

    /// <summary>Where it was read.</summary>
    public string Path { get; }

    /// <summary>Its cases, in order.</summary>
    public IReadOnlyList<ScenarioCase> Cases { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ScenarioException">A command has no separator.</exception>
    public static ScenarioFile Read(string path) => new(path);

    /// <summary>Writes the file anew with other outputs, one per case; all else stays.</summary>
    public void Rewrite(IReadOnlyList<string> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var text = new List<string>();
        var next = 0;
        for (var i = 0; i < Cases.Count; i++)
        {
            text.AddRange(_lines[next..Cases[i].OutputStart]);
            text.AddRange(outputs[i].Split('\n'));
            next = Cases[i].OutputEnd;
        }

        text.AddRange(_lines[next..]);
        File.WriteAllText(Path, string.Join('\n', text) + "\n");
    }

    private IEnumerable<ScenarioCase> ReadCases()
    {
        for (var i = 0; i < _lines.Length; i++)
        {
            var (number, command) = (i + 1, _lines[i].Trim());
            if (command.Length == 0 || command[0] == '#')
                continue;
            // A command may go on in the next line.
            while (command.EndsWith('\\') && i + 1 < _lines.Length)
                command = $"{command[..^1].TrimEnd()} {_lines[++i].Trim()}";
            var separator = Array.IndexOf(_lines, Separator, i);
            if (separator < 0)
                throw new ScenarioException($"{Path}:{number}: '{command}' is not followed by {Separator}");
            // Between doubled separators, the output may have blank lines.
            var isDoubled = separator + 1 < _lines.Length && _lines[separator + 1] == Separator;
            var start = separator + (isDoubled ? 2 : 1);
            var end = start;
            while (end < _lines.Length && !(isDoubled ? _lines[end] == Separator : string.IsNullOrWhiteSpace(_lines[end])))
                end++;
            yield return new(number, command, string.Join('\n', _lines[(i + 1)..separator]), string.Join('\n', _lines[start..end]), start, end);
            i = isDoubled ? end + 1 : end;
        }
    }
}
