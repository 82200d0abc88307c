using System.Globalization;

namespace Amaters.Ledger.Simulator;

/// <summary>The words after <c>sim</c>.</summary>
internal sealed record CommandLine
{
    /// <summary>What can be said.</summary>
    public const string Usage = """
        usage: sim [--seed S] [--runs N] [--nodes N] [--steps N] [--preset standard|tiny|long] [--jobs N] [--trace]
          --seed S     first seed; without it, the stored seeds of past failures run first, and then seeds from 1 on
          --runs N     how many seeds (100; 1 if a seed is given)
          --nodes N    voters at the beginning, 1 to 101 and more (drawn from the seed)
          --steps N    events in the phase of faults (800 per node)
          --preset P   kind of run (standard or tiny, drawn from the seed); long fills a log beyond a million entries
          --jobs N     runs side by side; changes nothing but the time it takes (1)
          --trace      print every event in the scenario notation
        """;

    /// <summary>The first run.</summary>
    public SimulationOptions First { get; init; } = new();

    /// <summary>Number of runs, each with the next seed.</summary>
    public int Runs { get; init; } = 100;

    /// <summary>Whether the stored seeds run first.</summary>
    public bool WithStoredSeeds { get; init; } = true;

    /// <summary>Runs side by side.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Whether to print every event.</summary>
    public bool IsTraced { get; init; }

    /// <summary>Reads the words. False, and why, if they make no sense.</summary>
    public static bool TryParse(IReadOnlyList<string> words, out CommandLine arguments, out string problem)
    {
        arguments = new();
        problem = "";
        var isRunsGiven = false;
        for (var i = 0; i < words.Count; i++)
        {
            var name = words[i];
            if (name == "--trace")
            {
                arguments = arguments with { IsTraced = true };
                continue;
            }

            var value = i + 1 < words.Count ? words[++i] : "";
            var next = name == "--preset" ? WithPreset(arguments, value) : ulong.TryParse(value, CultureInfo.InvariantCulture, out var number) ? With(arguments, name, number) : null;
            if (next is null)
            {
                problem = $"'{name} {value}' is not understood.";
                return false;
            }

            arguments = next;
            isRunsGiven |= name == "--runs";
        }

        if (!arguments.WithStoredSeeds && !isRunsGiven)
            arguments = arguments with { Runs = 1 };
        return true;
    }

    private static CommandLine? With(CommandLine old, string name, ulong number) => (name, number) switch
    {
        ("--seed", _) => old with { First = old.First with { Seed = number }, WithStoredSeeds = false },
        ("--runs", >= 1 and <= int.MaxValue) => old with { Runs = (int)number },
        ("--nodes", >= 1 and <= 1000) => old with { First = old.First with { Nodes = (int)number } },
        ("--steps", >= 1 and <= long.MaxValue / 2) => old with { First = old.First with { Steps = (long)number } },
        ("--jobs", >= 1 and <= 256) => old with { Jobs = (int)number },
        _ => null,
    };

    private static CommandLine? WithPreset(CommandLine old, string value) =>
        Enum.TryParse<Preset>(value, ignoreCase: true, out var preset) && Enum.IsDefined(preset) && !char.IsDigit(value[0])
            ? old with { First = old.First with { Preset = preset } }
            : null;
}
