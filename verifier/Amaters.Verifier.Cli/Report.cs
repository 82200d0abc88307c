using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amaters.Circuits.Statements;
using Amaters.Verifier.Groth16;
using Spectre.Console;

namespace Amaters.Verifier.Cli;

/// <summary>Collects what was checked, says the verdict for people or for programs, and yields the exit code.</summary>
internal sealed class Report(bool asJson)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<(string Name, string Label, JsonNode Value)> _facts = [];

    /// <summary>Records the key.</summary>
    public void AddKey(VerifyingKey key)
    {
        _facts.Add(("keyDigest", "key", Convert.ToHexStringLower(key.ComputeDigest())));
        _facts.Add(("circuit", "circuit", $"{key.Label.Circuit}"));
        _facts.Add(("shape", "shape", key.Label.Shape is { } shape ? $"{shape}" : "unknown"));
        _facts.Add(("developmentKey", "development key", key.Label.IsDevelopment));
    }

    /// <summary>Records what is claimed.</summary>
    public void AddStatement(BatchHeader header)
    {
        _facts.Add(("ledgerId", "ledger", $"{header.LedgerId}"));
        _facts.Add(("batchNumber", "batch", $"{header.Range.BatchNumber}"));
        _facts.Add(("statement", "header digest", $"{header.Digest()}"));
    }

    /// <summary>Records one more fact.</summary>
    /// <param name="name">Its name for programs.</param>
    /// <param name="label">Its name for people.</param>
    /// <param name="value">The fact.</param>
    public void Add(string name, string label, JsonNode value) => _facts.Add((name, label, value));

    /// <summary>The claim is valid.</summary>
    public int Accepted() => Finish("accepted", null, "green", ExitCodes.Accepted);

    /// <summary>The claim is refused.</summary>
    public int Rejected(string reason) => Finish("rejected", reason, "red", ExitCodes.Rejected);

    /// <summary>An input cannot be read.</summary>
    public int Unreadable(string reason) => Finish("unreadable", reason, "yellow", ExitCodes.Unreadable);

    /// <summary>The inputs do not decide the claim.</summary>
    public int Undecided(string reason) => Finish("undecided", reason, "yellow", ExitCodes.Unreadable);

    private int Finish(string verdict, string? reason, string color, int exitCode)
    {
        if (asJson)
        {
            var document = new JsonObject { ["verdict"] = verdict, ["reason"] = reason };
            foreach (var (name, _, value) in _facts)
                document[name] = value;
            Console.WriteLine(document.ToJsonString(Indented));
            return exitCode;
        }

        foreach (var (_, label, value) in _facts)
            Console.WriteLine($"{label,-16} {value}");
        // A reason stays on one line wherever the output goes.
        AnsiConsole.Profile.Width = int.MaxValue;
        AnsiConsole.MarkupLine(reason is null ? $"[{color}]{verdict}[/]" : $"[{color}]{verdict}:[/] {Markup.Escape(reason)}");
        return exitCode;
    }
}
