namespace Amaters.Prover.Tests;

/// <summary>Passes reports on at once, on the reporting thread, one at a time.</summary>
internal sealed class Reporter<T>(Action<T> report) : IProgress<T>
{
    private readonly Lock _lock = new();

    public void Report(T value)
    {
        lock (_lock)
            report(value);
    }
}
