using System.Globalization;
using Amaters.Ledger.Consensus;

namespace Amaters.Scenarios;

/// <summary>A parsed command: a name, plain words, <c>key=value</c> and <c>key=(value,value)</c>, and lines of input.</summary>
public sealed class ScenarioCommand
{
    private readonly List<Argument> _arguments = [];
    private readonly HashSet<Argument> _used = [];

    private ScenarioCommand(string name, string input) => (Name, Input) = (name, input);

    /// <summary>The first word.</summary>
    public string Name { get; }

    /// <summary>The lines between the command and its separator.</summary>
    public string Input { get; }

    /// <summary>Splits at spaces, but not within parentheses.</summary>
    public static ScenarioCommand Parse(string line, string input)
    {
        ArgumentNullException.ThrowIfNull(line);
        var words = new List<string>();
        var start = 0;
        for (int i = 0, depth = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] is '(' or ')')
                depth += line[i] == '(' ? 1 : -1;
            if (i < line.Length && (line[i] != ' ' || depth > 0))
                continue;
            if (i > start)
                words.Add(line[start..i]);
            start = i + 1;
        }

        var command = new ScenarioCommand(words[0], input);
        foreach (var word in words.Skip(1))
        {
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                command._arguments.Add(new(word, null));
            else
                command._arguments.Add(new(word[..equals], [.. word[(equals + 1)..].Trim('(', ')').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]));
        }

        return command;
    }

    /// <summary>The keys, in order.</summary>
    public IEnumerable<string> Keys => _arguments.Where(argument => argument.Values is not null).Select(argument => argument.Key);

    /// <summary>The plain words, in order.</summary>
    public IReadOnlyList<string> Words => [.. _arguments.Where(argument => argument.Values is null).Select(Use).Select(argument => argument.Key)];

    /// <summary>The plain words as nodes, in order.</summary>
    public IReadOnlyList<NodeId> Nodes => [.. Words.Select(word => new NodeId(Number(word)))];

    /// <summary>The plain word at <paramref name="index"/>.</summary>
    public string Word(int index) => index < Words.Count ? Words[index] : throw new ScenarioException($"'{Name}' lacks its argument {index + 1}");

    /// <summary>The plain word at <paramref name="index"/> as a node.</summary>
    public NodeId Node(int index) => new(Number(Word(index)));

    /// <summary>The values of <paramref name="key"/>, or null if it is not given.</summary>
    public IReadOnlyList<string>? Values(string key) => _arguments.Find(argument => argument.Key == key && argument.Values is not null) is { } found ? Use(found).Values : null;

    /// <summary>The one value of <paramref name="key"/>, or null if it is not given.</summary>
    public string? Value(string key) => Values(key) switch
    {
        null => null,
        [var only] => only,
        _ => throw new ScenarioException($"'{key}' takes one value"),
    };

    /// <summary>The value of <paramref name="key"/> as a number.</summary>
    public ulong? NumberOf(string key) => Value(key) is { } text ? Number(text) : null;

    /// <summary>The value of <paramref name="key"/> as true or false.</summary>
    public bool? FlagOf(string key) => Value(key) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        var text => throw new ScenarioException($"'{key}={text}' is neither true nor false"),
    };

    /// <summary>Keys and words in the order of the line, for commands whose order matters.</summary>
    public IEnumerable<(string Key, IReadOnlyList<string>? Values)> InOrder => _arguments.Select(Use).Select(argument => (argument.Key, argument.Values));

    /// <summary>A number, or an error.</summary>
    public static ulong Number(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new ScenarioException($"'{text}' is not a number");

    /// <summary>Throws if the line has an argument that nobody asked for.</summary>
    public void RequireAllUsed()
    {
        if (_arguments.Find(argument => !_used.Contains(argument)) is { } unknown)
            throw new ScenarioException($"unknown argument '{unknown.Key}' of '{Name}'");
    }

    private Argument Use(Argument argument)
    {
        _used.Add(argument);
        return argument;
    }

    private sealed class Argument(string key, IReadOnlyList<string>? values)
    {
        public string Key { get; } = key;

        public IReadOnlyList<string>? Values { get; } = values;
    }
}
