using Amaters.Prover.Setup;
using Spectre.Console;

namespace Amaters.Prover.Cli;

/// <summary>Standard error: progress bars and problems, so that standard output holds results only.</summary>
internal static class Terminal
{
    /// <summary>The console on standard error.</summary>
    public static IAnsiConsole Error { get; } = Create();

    /// <summary>Shows a bar while work runs that reports set-up progress.</summary>
    public static TResult WithBar<TResult>(string title, Func<IProgress<SetupProgress>, TResult> work)
    {
        if (Console.IsErrorRedirected)
            return work(new Bar(null));
        return Error.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new ElapsedTimeColumn())
            .Start(context => work(new Bar(context.AddTask(title))));
    }

    // A line of text stays one line wherever it goes.
    private static IAnsiConsole Create()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (Console.IsErrorRedirected)
            console.Profile.Width = int.MaxValue;
        return console;
    }

    private sealed class Bar(ProgressTask? task) : IProgress<SetupProgress>
    {
        public void Report(SetupProgress value)
        {
            if (task is null)
                return;
            task.Description = value.Step;
            task.MaxValue = value.Total;
            task.Value = value.Done;
        }
    }
}
