using Amaters.Circuits.Statements;
using Amaters.Ledger.Node.Proving;
using Amaters.Prover.Setup;
using Spectre.Console;

namespace Amaters.Ledger.Node.Commands;

/// <summary>Shows a development set-up as a progress bar, or as lines where nobody watches.</summary>
internal static class KeyProgress
{
    /// <summary>The development key of a shape; made, with progress, if this user has none.</summary>
    public static Task<string> EnsureKeyAsync(IAnsiConsole console, CircuitShape shape, string folder)
    {
        if (!console.Profile.Capabilities.Interactive)
            return Task.Run(() => DevelopmentKeyCache.Ensure(shape, folder, new LineEveryTenth()));
        return console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async context =>
        {
            var bar = context.AddTask("development proving key", autoStart: false);
            var path = await Task.Run(() => DevelopmentKeyCache.Ensure(shape, folder, new Bar(bar))).ConfigureAwait(false);
            bar.Value = bar.MaxValue;
            return path;
        });
    }

    private sealed class Bar(ProgressTask bar) : IProgress<SetupProgress>
    {
        public void Report(SetupProgress value)
        {
            bar.StartTask();
            bar.MaxValue = value.Total;
            bar.Value = value.Done;
        }
    }

    private sealed class LineEveryTenth : IProgress<SetupProgress>
    {
        private long _lastTenth = -1;

        public void Report(SetupProgress value)
        {
            var tenth = value.Done * 10 / value.Total;
            if (Interlocked.Exchange(ref _lastTenth, Math.Max(tenth, Interlocked.Read(ref _lastTenth))) < tenth)
                Console.WriteLine($"development proving key: {tenth * 10} %");
        }
    }
}
