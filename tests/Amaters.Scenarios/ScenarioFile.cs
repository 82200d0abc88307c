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
            if (_lines[i].Length == 0 || _lines[i][0] == '#')
                continue;
            var separator = Array.IndexOf(_lines, Separator, i);
            if (separator < 0)
                throw new ScenarioException($"{Path}:{i + 1}: '{_lines[i]}' is not followed by {Separator}");
            var end = Array.IndexOf(_lines, "", separator);
            end = end < 0 ? _lines.Length : end;
            yield return new(i + 1, _lines[i], string.Join('\n', _lines[(i + 1)..separator]), string.Join('\n', _lines[(separator + 1)..end]), separator + 1, end);
            i = end;
        }
    }
}
