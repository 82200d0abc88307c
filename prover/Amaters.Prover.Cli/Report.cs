using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Amaters.Prover.Cli;

/// <summary>Collects facts and prints them for people, or as one JSON object for programs. Progress goes to standard error.</summary>
internal sealed class Report(bool asJson)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Name, string Label, JsonNode? Value)> _facts = [];

    /// <summary>Records a fact under a name for programs and a label for people.</summary>
    public void Add(string name, string label, JsonNode? value) => _facts.Add((name, label, value));

    /// <summary>Prints everything with the outcome.</summary>
    /// <returns>The exit code, for the caller to return.</returns>
    public int Finish(int exitCode, string? problem = null)
    {
        if (asJson)
        {
            var document = new JsonObject { ["ok"] = exitCode == ExitCodes.Done };
            if (problem is not null)
                document["problem"] = problem;
            foreach (var (name, _, value) in _facts)
                document[name] = value?.DeepClone();
            Console.WriteLine(document.ToJsonString(Indented));
            return exitCode;
        }

        foreach (var (_, label, value) in _facts)
            Print(label, value);
        if (problem is not null)
            Terminal.Error.MarkupLine($"[red]{Markup.Escape(problem)}[/]");
        return exitCode;
    }

    private static void Print(string label, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject table:
                Console.WriteLine(label);
                int width = table.Max(entry => entry.Key.Length);
                foreach (var (name, entry) in table)
                    Console.WriteLine($"  {name.PadRight(width)}  {entry}");
                break;
            case JsonArray lines:
                Console.WriteLine(label);
                foreach (var line in lines)
                    Console.WriteLine($"  {line}");
                break;
            default:
                Console.WriteLine($"{label,-18} {value}");
                break;
        }
    }
}
