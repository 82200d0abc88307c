using System.Diagnostics;
using Amaters.Testing;

namespace Amaters.Benchmarks;

/// <summary>The snarkjs command line of <c>tests/node</c>.</summary>
internal static class Snarkjs
{
    /// <summary>Runs one command and waits.</summary>
    /// <exception cref="InvalidOperationException">It failed; its output is in the message.</exception>
    public static void Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("node", [RepositoryRoot.Combine("tests/node/node_modules/snarkjs/build/cli.cjs"), .. arguments]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"snarkjs {string.Join(' ', arguments)} failed: {output}");
    }
}
