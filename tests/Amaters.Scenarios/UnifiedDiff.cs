using System.Globalization;
using System.Text;

namespace Amaters.Scenarios;

/// <summary>The difference of two texts in unified format, by the longest common subsequence of their lines.</summary>
public static class UnifiedDiff
{
    private const int ContextCount = 3;

    /// <summary>Lines that only <paramref name="expected"/> has begin with a minus, those that only <paramref name="actual"/> has with a plus.</summary>
    /// <param name="expected">The text to compare with.</param>
    /// <param name="actual">The text found.</param>
    /// <param name="firstLine">Line number of the first expected line in its file.</param>
    public static string Of(string expected, string actual, int firstLine)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(actual);
        var edits = Edits(expected.Split('\n'), actual.Split('\n'));
        var text = new StringBuilder("--- expected\n+++ actual\n");
        for (var i = 0; i < edits.Count;)
        {
            var first = edits.FindIndex(i, edit => edit.Sign != ' ');
            if (first < 0)
                break;
            var start = Math.Max(i, first - ContextCount);
            var end = first;
            for (var unchanged = 0; end < edits.Count && unchanged <= 2 * ContextCount; end++)
                unchanged = edits[end].Sign == ' ' ? unchanged + 1 : 0;
            var last = edits.FindLastIndex(end - 1, end - start, edit => edit.Sign != ' ');
            end = Math.Min(edits.Count, last + 1 + ContextCount);
            AppendHunk(text, edits, start, end, firstLine);
            i = end;
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void AppendHunk(StringBuilder text, List<(char Sign, string Line)> edits, int start, int end, int firstLine)
    {
        var before = edits[..start];
        var hunk = edits[start..end];
        text.Append(
            CultureInfo.InvariantCulture,
            $"@@ -{firstLine + before.Count(edit => edit.Sign != '+')},{hunk.Count(edit => edit.Sign != '+')} +{firstLine + before.Count(edit => edit.Sign != '-')},{hunk.Count(edit => edit.Sign != '-')} @@\n");
        foreach (var (sign, line) in hunk)
            text.Append(sign).Append(line).Append('\n');
    }

    private static List<(char Sign, string Line)> Edits(string[] expected, string[] actual)
    {
        // common[i, j]: length of the longest common subsequence of expected[i..] and actual[j..].
        var common = new int[expected.Length + 1, actual.Length + 1];
        for (var i = expected.Length - 1; i >= 0; i--)
        {
            for (var j = actual.Length - 1; j >= 0; j--)
                common[i, j] = expected[i] == actual[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var edits = new List<(char, string)>();
        for (int i = 0, j = 0; i < expected.Length || j < actual.Length;)
        {
            if (i < expected.Length && j < actual.Length && expected[i] == actual[j])
            {
                edits.Add((' ', expected[i++]));
                j++;
            }
            else if (j == actual.Length || (i < expected.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                edits.Add(('-', expected[i++]));
            }
            else
            {
                edits.Add(('+', actual[j++]));
            }
        }

        return edits;
    }
}
