using System.Diagnostics;
using System.Globalization;
using Amaters.Ledger.Simulator.Reporting;

namespace Amaters.Ledger.Simulator;

/// <summary>Many runs, one report. Only here is there a real clock, and it decides nothing but the figures of speed.</summary>
/// <param name="arguments">What to run.</param>
/// <param name="output">Gets the report: equal sessions write equal bytes.</param>
/// <param name="speed">Gets progress and speed, which differ from session to session.</param>
internal sealed class Session(CommandLine arguments, TextWriter output, TextWriter speed)
{
    /// <summary>Makes the runs. Zero if all of them held.</summary>
    public int Run()
    {
        var watch = Stopwatch.StartNew();
        var summary = new Summary();
        var results = Options().AsParallel().AsOrdered().WithDegreeOfParallelism(arguments.Jobs).WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(options => Simulation.Run(options, arguments.IsTraced ? output : null));
        foreach (var result in results)
        {
            summary.Add(result);
            if (result.Failure is not null)
                output.WriteLine(Text($"FAILED at step {result.Steps} ({result.LogicalTime / 1e6:F3} s): {result.Failure}\n  replay: {Replay(result.Options)}"));
            if (summary.Runs % 100 == 0)
                speed.WriteLine(Text($"{summary.Runs} runs, {summary.Failed} failed, {summary.Runs / watch.Elapsed.TotalSeconds:F1} runs/s"));
        }

        summary.WriteSpeed(speed, watch.Elapsed);
        summary.Write(output);
        return summary.Failed == 0 ? 0 : 1;
    }

    /// <summary>The one command that makes the same run again, event by event.</summary>
    internal static string Replay(SimulationOptions options)
    {
        var steps = options.Steps is { } limit ? Text($" --steps {limit}") : "";
        var nodes = options.Nodes is { } count ? Text($" --nodes {count}") : "";
        var preset = options.Preset is { } kind ? $" --preset {kind.ToString().ToLowerInvariant()}" : "";
        return Text($"dotnet run dev.cs -- sim --seed {options.Seed}{steps}{nodes}{preset} --trace");
    }

    private IEnumerable<SimulationOptions> Options()
    {
        if (arguments.WithStoredSeeds)
        {
            foreach (var options in StoredSeeds.Load())
                yield return options;
        }

        for (var i = 0; i < arguments.Runs; i++)
            yield return arguments.First with { Seed = arguments.First.Seed + (ulong)i };
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
