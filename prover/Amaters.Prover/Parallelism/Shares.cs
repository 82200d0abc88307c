namespace Amaters.Prover.Parallelism;

/// <summary>
/// Numbered pieces of work, a run of neighbours for each worker. A worker takes its own share first, the same one whenever the counts are the same, so that it finds in its
/// own cache what it left there; then it takes what the others have not come to, so that none idles while pieces remain.
/// </summary>
internal sealed class Shares(int count, int workerCount)
{
    private readonly int[] _taken = new int[count];

    /// <summary>Pieces for one worker, each taken as it is asked for; no piece goes to two workers.</summary>
    public IEnumerable<int> TakeFor(int worker)
    {
        var start = (int)((long)count * worker / workerCount);
        for (var i = 0; i < count; i++)
        {
            var piece = (start + i) % count;
            if (Volatile.Read(ref _taken[piece]) == 0 && Interlocked.Exchange(ref _taken[piece], 1) == 0)
                yield return piece;
        }
    }
}
