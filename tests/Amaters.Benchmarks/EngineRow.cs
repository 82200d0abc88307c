using System.Globalization;
using Amaters.Circuits.Fields.Vector;
using Amaters.Prover.Engines;

namespace Amaters.Benchmarks;

/// <summary>The engines that this processor can run, each with one worker, and the best also with one for each core.</summary>
internal sealed record EngineRow(string Name, IProverEngine Engine)
{
    public static IReadOnlyList<EngineRow> All()
    {
        List<EngineRow> rows = [];
        foreach (var tier in Enum.GetValues<SimdTier>().Where(Simd.IsSupported))
        {
            var engine = ProverEngines.OfTier(tier, 1);
            rows.Add(new EngineRow($"{engine.Name}, 1 thread", engine));
        }

        var best = ProverEngines.OfTier(Enum.GetValues<SimdTier>().Where(Simd.IsSupported).Max());
        rows.Add(new EngineRow($"{best.Name}, {Environment.ProcessorCount} threads", best));
        return rows;
    }

    /// <summary>Prints one line for each engine: its times, and how many times faster it is than the first.</summary>
    public static void Print(string title, IReadOnlyList<(EngineRow Row, Measurement Times)> results)
    {
        Console.WriteLine(title);
        foreach (var (row, times) in results)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {row.Name,-20} {times}   {times.RatioTo(results[0].Times)} of {results[0].Row.Name}"));
    }
}
