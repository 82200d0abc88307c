using System.Diagnostics;

namespace Amaters.Testing;

/// <summary>The snarkjs command line of <c>tests/node</c>, the public tool that judges our keys and proofs.</summary>
/// <remarks>The packages come from <c>tests/install-prerequisites.sh</c>; without them the tests that need it fail rather than pass.</remarks>
public static class Snarkjs
{
    /// <summary>Runs one command and waits.</summary>
    /// <returns>Everything it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; its output is in the message.</exception>
    public static string Run(params string[] arguments) =>
        TryRun(out var output, arguments) ? output : throw new InvalidOperationException($"snarkjs {string.Join(' ', arguments)} failed: {output}");

    /// <summary>Runs one command and says whether it succeeded.</summary>
    public static bool TryRun(out string output, params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [RepositoryRoot.Combine("tests/node/node_modules/snarkjs/build/cli.cjs"), .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
