namespace Amaters.Scenarios;

/// <summary>Leaves out log lines: their texts are each implementation's own, what happened shows in the rest.</summary>
public static class LogLines
{
    private static readonly string[] Levels = ["DEBUG", "INFO", "WARN", "ERROR"];

    /// <summary>The text without log lines and their continuation, which is indented deeper; <c>ok</c> if nothing is left.</summary>
    public static string Remove(string output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var kept = new List<string>();
        var logIndent = -1;
        foreach (var line in output.Split('\n'))
        {
            var text = line.TrimStart(' ');
            var indent = line.Length - text.Length;
            if (Levels.Any(level => text == level || text.StartsWith(level + " ", StringComparison.Ordinal)))
            {
                logIndent = indent;
                continue;
            }

            if (logIndent >= 0 && indent > logIndent)
                continue;
            logIndent = -1;
            kept.Add(line);
        }

        var rest = string.Join('\n', kept).TrimEnd('\n');
        return rest.Length == 0 ? "ok" : rest;
    }
}
