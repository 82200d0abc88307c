using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Amaters.Testing;

/// <summary>A program that runs as a process of its own, seen from outside: started, asked what it printed, frozen, killed.</summary>
public sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Lock _lock = new();
    private readonly StringBuilder _output = new();
    private readonly Process _process;
    private readonly string _name;

    private ChildProcess(string name, Process process)
    {
        (_name, _process) = (name, process);
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>True while it runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>Processor time used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Everything that it has printed, on both of its outputs.</summary>
    public string Output
    {
        get
        {
            lock (_lock)
                return _output.ToString();
        }
    }

    /// <summary>Path of a program of this repository, as its project was built for release.</summary>
    /// <param name="project">The project's name.</param>
    /// <param name="program">The program's name, where it is another.</param>
    public static string Built(string project, string? program = null) => RepositoryRoot.Combine($"artifacts/bin/{project}/release/{program ?? project}");

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path, or its name on the search path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables that it has besides those of this process.</param>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ArgumentNullException.ThrowIfNull(program);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new ChildProcess(Path.GetFileName(program), new Process { StartInfo = start, EnableRaisingEvents = true });
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Exit code and everything that it printed.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string program, params IEnumerable<string> arguments)
    {
        using var process = Start(program, arguments);
        return (await process.ExitAsync().ConfigureAwait(false), process.Output);
    }

    /// <summary>Waits until something stands in the output.</summary>
    /// <exception cref="InvalidOperationException">The process ended before.</exception>
    /// <exception cref="TimeoutException">It never came; the message carries what was printed instead.</exception>
    public async Task UntilPrintedAsync(string text)
    {
        var clock = Stopwatch.StartNew();
        while (!Output.Contains(text, StringComparison.Ordinal))
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"{_name} ended with {_process.ExitCode} before it printed '{text}':\n{Output}");
            if (clock.Elapsed > Patience)
                throw new TimeoutException($"{_name} has not printed '{text}':\n{Output}");
            await Task.Delay(20).ConfigureAwait(false);
        }
    }

    /// <summary>SIGKILL, its children too: nothing is flushed, nothing is said.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().ConfigureAwait(false);
    }

    /// <summary>SIGTERM: a clean end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> TerminateAsync()
    {
        Signal("TERM");
        return ExitAsync();
    }

    /// <summary>SIGSTOP: alive, connected and silent.</summary>
    public void Freeze() => Signal("STOP");

    /// <summary>SIGCONT.</summary>
    public void Thaw() => Signal("CONT");

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        return _process.ExitCode;
    }

    /// <summary>Ends it, if it still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private void Note(string? line)
    {
        if (line is null)
            return;
        lock (_lock)
            _output.AppendLine(line);
    }
}
