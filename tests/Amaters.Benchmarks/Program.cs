using Amaters.Benchmarks;

// Every benchmark is named here; `dotnet run dev.cs -- bench NAME…` runs the named ones in order.
IBenchmark[] benchmarks =
[
    new ProveBenchmark(),
    new VerifyBenchmark(),
    new MsmBenchmark(),
    new NttBenchmark(),
    new FieldBenchmark(),
    new Poseidon2Benchmark(),
    new CircuitBenchmark(),
    new RaftBenchmark(),
    new LogBenchmark(),
    new LedgerBenchmark(),
];

var chosen = args.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal)).ToArray();
var options = args[chosen.Length..];
if (chosen.Length == 0 || chosen.FirstOrDefault(name => benchmarks.All(benchmark => benchmark.Name != name)) is not null)
{
    Console.Error.WriteLine("usage: dotnet run dev.cs -- bench NAME… [OPTIONS]\n");
    foreach (var benchmark in benchmarks)
        Console.Error.WriteLine($"  {benchmark.Name,-10} {benchmark.Help}");
    return 2;
}

foreach (var name in chosen)
    await benchmarks.Single(benchmark => benchmark.Name == name).RunAsync(options);
return 0;
