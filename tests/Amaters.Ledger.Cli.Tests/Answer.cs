using System.Text.Json.Nodes;

namespace Amaters.Ledger.Cli.Tests;

/// <summary>What one run of a program gave.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Problems">Its standard error.</param>
internal sealed record Answer(int ExitCode, string Output, string Problems)
{
    /// <summary>Every line of the output as a JSON object.</summary>
    public IReadOnlyList<JsonObject> Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];

    /// <summary>The one JSON object that the output is, after a success.</summary>
    public JsonObject Json
    {
        get
        {
            Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Problems}{Output}");
            return Assert.Single(Lines);
        }
    }
}
