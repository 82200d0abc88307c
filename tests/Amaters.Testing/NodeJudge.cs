using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Amaters.Testing;

/// <summary>A script of <c>tests/node</c> that answers one line of JSON with one line of JSON: an outside implementation as judge.</summary>
/// <remarks>The packages come from <c>tests/install-prerequisites.sh</c>; without them the tests that need a judge fail rather than pass.</remarks>
public sealed class NodeJudge : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts <c>node tests/node/SCRIPT</c>.</summary>
    public NodeJudge(string script)
    {
        var start = new ProcessStartInfo("node", [script])
        {
            WorkingDirectory = RepositoryRoot.Combine("tests/node"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
    }

    /// <summary>Asks and waits for the answer.</summary>
    /// <exception cref="InvalidOperationException">The script ended without an answer; its own message is on standard error.</exception>
    public JsonObject Ask(JsonObject request)
    {
        ArgumentNullException.ThrowIfNull(request);
        _process.StandardInput.WriteLine(request.ToJsonString());
        _process.StandardInput.Flush();
        var line = _process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("The judge ended without an answer. Were its packages installed (tests/install-prerequisites.sh)?");
        return JsonNode.Parse(line)!.AsObject();
    }

    /// <summary>Closes the script's input and waits for its end.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            _process.Kill();
        _process.Dispose();
    }
}
