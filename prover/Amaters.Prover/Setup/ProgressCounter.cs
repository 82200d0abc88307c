namespace Amaters.Prover.Setup;

/// <summary>Counts finished units from any thread and passes the count on.</summary>
internal sealed class ProgressCounter(IProgress<SetupProgress>? target, long total)
{
    private long _done;

    /// <summary>A callback that counts units under the name of a step.</summary>
    public Action<int> For(string step) => units => target?.Report(new SetupProgress(step, Interlocked.Add(ref _done, units), total));
}
