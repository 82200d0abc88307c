using System.Text;

namespace Amaters.Scenarios;

/// <summary>What a command prints: whole lines, indented within a part, or nothing at level NONE.</summary>
internal sealed class ScenarioOutput
{
    private static readonly string[] Levels = ["DEBUG", "INFO", "WARN", "ERROR", "FATAL", "NONE"];
    private readonly StringBuilder _text = new();
    private string _indent = "";

    /// <summary>The level in force. Below NONE they all print the same here, for the core writes no log.</summary>
    public string Level { get; private set; } = Levels[0];

    private bool IsQuiet => Level == Levels[^1];

    /// <summary>Changes the level.</summary>
    public void SetLevel(string level)
    {
        var known = Array.Find(Levels, name => name.Equals(level, StringComparison.OrdinalIgnoreCase));
        Level = known ?? throw new CommandRefusedException($"log levels must be either of [{string.Join(' ', Levels)}]");
    }

    /// <summary>Adds the lines of <paramref name="text"/>.</summary>
    public void WriteLine(string text)
    {
        if (IsQuiet)
            return;
        foreach (var line in text.TrimEnd('\n').Split('\n'))
            _text.Append(_indent).Append(line).Append('\n');
    }

    /// <summary>Adds lines even at level NONE: errors are always told.</summary>
    public void WriteError(string text) => _text.Append(_indent).Append(text).Append('\n');

    /// <summary>Runs <paramref name="part"/> with its output indented.</summary>
    public void Indented(Action part)
    {
        var outer = _indent;
        _indent += "  ";
        part();
        _indent = outer;
    }

    /// <summary>Takes what was printed.</summary>
    public string Take()
    {
        var text = _text.ToString();
        _text.Clear();
        return text;
    }
}
