using System.Globalization;

namespace Amaters.Ledger.Simulator.Reporting;

/// <summary>What many runs came to.</summary>
internal sealed class Summary
{
    private readonly Coverage _coverage = new();
    private ulong _digest;
    private long _steps;
    private long _operations;
    private double _logicalSeconds;
    private ulong _longestLog;

    /// <summary>Runs so far.</summary>
    public int Runs { get; private set; }

    /// <summary>Runs in which a property did not hold.</summary>
    public int Failed { get; private set; }

    /// <summary>Counts a run.</summary>
    public void Add(RunResult result)
    {
        Runs++;
        Failed += result.Failure is null ? 0 : 1;
        _digest = Fingerprint.Mix(_digest, result.Digest);
        _steps += result.Steps;
        _operations += result.Operations;
        _logicalSeconds += result.LogicalTime / 1e6;
        _longestLog = Math.Max(_longestLog, result.Committed.Value);
        _coverage.Add(result.Coverage);
    }

    /// <summary>Writes how fast it went.</summary>
    public void WriteSpeed(TextWriter output, TimeSpan elapsed) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{Runs / elapsed.TotalSeconds:F1} runs/s, {_steps / elapsed.TotalSeconds:F0} steps/s, {_logicalSeconds / 3600 / elapsed.TotalMinutes:F2} simulated hours per minute"));

    /// <summary>Writes the report, which is the same for equal sessions.</summary>
    public void Write(TextWriter output)
    {
        output.WriteLine("faults injected");
        foreach (var fault in Enum.GetValues<Fault>())
            output.WriteLine($"  {fault,-28} {_coverage[fault],12}");
        output.WriteLine("places reached");
        foreach (var mark in Enum.GetValues<Mark>())
            output.WriteLine($"  {mark,-28} {_coverage[mark],12}");
        string[] missing = [.. _coverage.Missing()];
        if (missing.Length > 0)
            output.WriteLine($"never occurred: {string.Join(", ", missing)}");
        Line($"{_steps} steps, {_logicalSeconds:F0} simulated s, {_operations} client operations, longest log {_longestLog}");
        Line($"digest {_digest:x16}");
        Line($"{Runs - Failed} passed, {Failed} failed");

        void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
    }
}
