using System.Diagnostics;
using System.Globalization;

namespace Amaters.Ledger.Replication.Tests.Processes;

/// <summary>Makes system calls of a running process fail or hang, until disposed.</summary>
internal sealed class Strace : IDisposable
{
    private readonly Process _process;

    private Strace(Process process) => _process = process;

    /// <summary>Attaches to every thread of a process and waits until the injection is in force.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="arguments">For example <c>-e inject=fdatasync:error=EIO</c>.</param>
    public static async Task<Strace> AttachAsync(int processId, params string[] arguments)
    {
        var start = new ProcessStartInfo("strace", ["-f", "-p", processId.ToString(CultureInfo.InvariantCulture), .. arguments]) { RedirectStandardError = true };
        var process = Process.Start(start)!;
        var attached = new TaskCompletionSource();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("attached", StringComparison.Ordinal) == true)
                attached.TrySetResult();
        };
        process.BeginErrorReadLine();
        await attached.Task;
        return new Strace(process);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            // SIGTERM lets strace detach; SIGKILL would leave the traced process stopped.
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        }

        _process.WaitForExit();
        _process.Dispose();
    }
}
