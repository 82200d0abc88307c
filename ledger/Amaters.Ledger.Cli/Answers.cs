using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amaters.Ledger.Protocol;
using Spectre.Console;

namespace Amaters.Ledger.Cli;

/// <summary>Prints answers: sentences and tables for people, one JSON object a line for programs.</summary>
internal sealed class Answers(bool asJson)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool AsJson => asJson;

    /// <summary>One object, or its fields as lines.</summary>
    public void Write(JsonObject fields)
    {
        if (asJson)
        {
            Console.WriteLine(fields.ToJsonString(Plain));
            return;
        }

        var width = fields.Max(field => field.Key.Length);
        foreach (var (name, value) in fields)
            Console.WriteLine($"{name.PadRight(width)}  {value}");
    }

    /// <summary>What became of a command.</summary>
    public int Write(SubmitResponse response)
    {
        Write(new JsonObject
        {
            ["result"] = $"{response.Result}",
            ["sequence"] = response.Sequence,
            ["batch"] = response.BatchNumber,
            ["detail"] = response.Detail,
        });
        return response.Result is ResultCode.Ok or ResultCode.Pending ? ExitCodes.Done : ExitCodes.Refused;
    }

    /// <summary>A table for people, lines of objects for programs.</summary>
    public void Write(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<JsonNode?>> rows)
    {
        if (asJson)
        {
            foreach (var row in rows)
                Console.WriteLine(new JsonObject(columns.Zip(row, (name, value) => KeyValuePair.Create(name, value))).ToJsonString(Plain));
            return;
        }

        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(column);
        foreach (var row in rows)
            table.AddRow([.. row.Select(value => new Text(value?.ToString() ?? ""))]);
        AnsiConsole.Write(table);
    }
}
