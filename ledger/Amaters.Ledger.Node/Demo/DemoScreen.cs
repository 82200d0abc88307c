using System.Diagnostics;
using System.Globalization;
using Amaters.Ledger.Protocol;
using Spectre.Console;

namespace Amaters.Ledger.Node.Demo;

/// <summary>Tells what the demonstration does: with bars and colour for a person, in plain lines for a file.</summary>
internal sealed class DemoScreen(IAnsiConsole console)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>The terminal.</summary>
    public IAnsiConsole Console { get; } = console;

    private bool IsInteractive => Console.Profile.Capabilities.Interactive;

    /// <summary>A stage begins.</summary>
    public void Step(string title)
    {
        if (IsInteractive)
            Console.MarkupLineInterpolated($"\n[bold]{title}[/]");
        else
            Line($"\n{title}");
    }

    /// <summary>Something happened.</summary>
    public void Tell(string text)
    {
        if (IsInteractive)
            Console.MarkupLineInterpolated($"  [grey]{Elapsed}[/] {text}");
        else
            Line($"  {Elapsed} {text}");
    }

    /// <summary>Shows the three watermarks while they advance to a number of commands.</summary>
    public Task ShowWatermarksAsync(ulong total, Func<Action<Watermarks>, Task> work)
    {
        if (!IsInteractive)
            return work(new WatermarkLines(this, total).Show);
        var progress = Console.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new TextColumn());
        return progress.StartAsync(context =>
        {
            var committed = context.AddTask("  committed", maxValue: total);
            var proven = context.AddTask("  proven", maxValue: total);
            var applied = context.AddTask("  applied", maxValue: total);
            return work(marks => (committed.Value, proven.Value, applied.Value) = (marks.Committed, marks.Proven, marks.Applied));
        });
    }

    /// <summary>A table of two columns.</summary>
    public void Table(IEnumerable<(string Name, string Value)> rows)
    {
        if (!IsInteractive)
        {
            foreach (var (name, value) in rows)
                Line($"  {name,-28} {value}");
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumn("").AddColumn("");
        foreach (var (name, value) in rows)
            table.AddRow(new Text(name), new Text(value));
        Console.Write(table);
    }

    private string Elapsed => string.Create(CultureInfo.InvariantCulture, $"{_clock.Elapsed.TotalSeconds,6:F1} s");

    // Not through Spectre, which would break lines at 80 columns.
    private void Line(string text) => Console.Profile.Out.Writer.WriteLine(text);

    /// <summary>The numbers beside a bar.</summary>
    private sealed class TextColumn : ProgressColumn
    {
        public override Spectre.Console.Rendering.IRenderable Render(Spectre.Console.Rendering.RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text($"{task.Value:F0} / {task.MaxValue:F0}");
    }

    /// <summary>A line each time the ledger has come a good step further.</summary>
    private sealed class WatermarkLines(DemoScreen screen, ulong total)
    {
        private const ulong LineCount = 20;

        private ulong _lastStep = ulong.MaxValue;

        public void Show(Watermarks marks)
        {
            var step = (marks.Committed + marks.Applied) * LineCount / (2 * total);
            if (step == _lastStep)
                return;
            _lastStep = step;
            screen.Tell($"committed {marks.Committed}, proven {marks.Proven}, applied {marks.Applied} of {total}");
        }
    }
}
