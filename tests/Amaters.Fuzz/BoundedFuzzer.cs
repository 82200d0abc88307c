using System.Globalization;

namespace Amaters.Fuzz;

/// <summary>Feeds a target mutated inputs in this process: no coverage guidance, but the same inputs in every run.</summary>
public static class BoundedFuzzer
{
    /// <summary>Runs the seeds and then <paramref name="iterations"/> mutations; throws <see cref="FindingException"/> at the first finding.</summary>
    /// <returns>How many inputs the target accepted.</returns>
    public static int Run(IFuzzTarget target, ulong seed, int iterations)
    {
        ArgumentNullException.ThrowIfNull(target);
        var mutator = new Mutator(seed, target.Seeds);
        var accepted = 0;
        foreach (var input in target.Seeds)
        {
            if (!Judge(target, input))
                throw new FindingException($"{target.Name} refuses its own seed {Convert.ToHexStringLower(input)}.");
            accepted++;
        }

        for (var i = 0; i < iterations; i++)
        {
            if (Judge(target, mutator.Next()))
                accepted++;
        }

        return accepted;
    }

    private static bool Judge(IFuzzTarget target, byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        bool accepted;
        try
        {
            accepted = target.Accepts(input);
        }
        catch (Exception exception)
        {
            throw new FindingException($"{target.Name} threw {exception} for {Convert.ToHexStringLower(input)}.");
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated <= target.AllocationLimit(input.Length)
            ? accepted
            : throw new FindingException(string.Create(
                CultureInfo.InvariantCulture,
                $"{target.Name} allocated {allocated} bytes for {input.Length}: {Convert.ToHexStringLower(input)}."));
    }
}
