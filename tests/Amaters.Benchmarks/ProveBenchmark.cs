using System.Diagnostics;
using System.Globalization;
using Amaters.Circuits.Statements;
using Amaters.Prover.Batches;
using Amaters.Prover.Engines;
using Amaters.Prover.Formats;
using Amaters.Prover.Groth16;
using Amaters.Prover.Setup;
using Amaters.Testing;

namespace Amaters.Benchmarks;

/// <summary>The production circuit from set-up to proof, next to snarkjs proving the same witness with the same key.</summary>
internal sealed class ProveBenchmark : IBenchmark
{
    public string Name => "prove";

    public string Help => "set-up and proof of the production circuit, next to snarkjs with the same key   [--runs N] [--no-peer]";

    public Task RunAsync(string[] options)
    {
        int runs = Options.Integer(options, "--runs", 5);
        BulkPeer.WithFolder(folder => Run(folder, runs, withPeer: !options.Contains("--no-peer")));
        return Task.CompletedTask;
    }

    private static void Run(string folder, int runs, bool withPeer)
    {
        var shape = CircuitShape.Production;
        var keyPath = Path.Combine(folder, "key.zkey");
        var witnessPath = Path.Combine(folder, "batch.wtns");

        var clock = Stopwatch.StartNew();
        var circuit = BatchCircuit.Compile(shape);
        Console.WriteLine($"circuit    {shape}: {circuit.ConstraintCount} constraints, {circuit.WireCount} wires, "
            + $"{circuit.A.NonzeroCount}/{circuit.B.NonzeroCount}/{circuit.C.NonzeroCount} terms, compiled in {Measurement.Text(clock.Elapsed)}");

        clock.Restart();
        DevelopmentSetup.Run(circuit, keyPath, shape);
        Console.WriteLine($"set-up     {Measurement.Text(clock.Elapsed)}, key {new FileInfo(keyPath).Length / 1e6:F1} MB   (goals: 10 s, 250 MB)");

        clock.Restart();
        if (!ProvingKey.TryOpen(keyPath, out var key, out var reason))
            throw new InvalidDataException($"{reason}");
        using var opened = key;
        Console.WriteLine($"open key   {Measurement.Text(clock.Elapsed)}");

        var input = SampleBatch.Create(shape, seed: 1);
        clock.Restart();
        var witness = input.GenerateWitness();
        var first = clock.Elapsed;
        Console.WriteLine($"witness    {Measurement.Of(runs, () => input.GenerateWitness())}, the first {Measurement.Text(first)}");
        using (var stream = File.Create(witnessPath))
            WitnessFile.Write(stream, witness);

        using var engine = ProverEngines.Create();
        using var prover = new Groth16Prover(key, circuit, engine);
        var stages = new StageClock();
        var proving = Measurement.Of(runs, () =>
        {
            if (!prover.Prove(witness, stages).IsProved)
                throw new InvalidOperationException("The sample was not proved.");
            stages.Stop();
        });
        Console.WriteLine($"prove      {proving}, peak memory of this process {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB   (goals: 1.0 s, 1500 MB)");
        foreach (var (stage, time) in stages.Last)
            Console.WriteLine($"  {stage,-12} {Measurement.Text(time)}");
        MeasureThroughput(prover, shape, inFlight: 1);
        MeasureThroughput(prover, shape, inFlight: 2);
        if (!withPeer)
            return;

        var peer = Measurement.Of(Math.Min(runs, 3), () => Snarkjs.Run("groth16", "prove", keyPath, witnessPath, Path.Combine(folder, "proof.json"), Path.Combine(folder, "public.json")));
        Console.WriteLine($"snarkjs    {peer}, whole process");
        Console.WriteLine($"ratio      {proving.RatioTo(peer)} faster than snarkjs   (goal: 20×)");
    }

    // A sequence of batches, from executed batch to checked proof, with a number of them under way at a time.
    private static void MeasureThroughput(Groth16Prover prover, CircuitShape shape, int inFlight)
    {
        const int BatchCount = 10;
        var batches = Enumerable.Range(0, BatchCount).Select(seed => SampleBatch.Create(shape, seed)).ToArray();
        var next = -1;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var clock = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, inFlight).Select(_ => new Thread(() =>
        {
            for (var i = Interlocked.Increment(ref next); i < BatchCount; i = Interlocked.Increment(ref next))
            {
                if (!prover.Prove(batches[i].GenerateWitness()).IsProved)
                    throw new InvalidOperationException("A sample was not proved.");
            }
        })).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        var rate = BatchCount / clock.Elapsed.TotalSeconds;
        var bytes = (GC.GetTotalAllocatedBytes(precise: true) - allocated) / BatchCount;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"sequence   {BatchCount} batches, witness included, {inFlight} under way: {rate:F2} proofs/s, {bytes / 1e6:F1} MB of managed memory a batch"));
    }

    private sealed class StageClock : IProgress<ProvingStage>
    {
        private readonly Stopwatch _clock = new();
        private readonly List<(ProvingStage Stage, TimeSpan Start)> _starts = [];

        public IReadOnlyList<(ProvingStage Stage, TimeSpan Time)> Last { get; private set; } = [];

        public void Report(ProvingStage value)
        {
            if (_starts.Count == 0)
                _clock.Restart();
            _starts.Add((value, _clock.Elapsed));
        }

        public void Stop()
        {
            var ends = _starts.Skip(1).Select(entry => entry.Start).Append(_clock.Elapsed);
            Last = [.. _starts.Zip(ends, (entry, end) => (entry.Stage, end - entry.Start))];
            _starts.Clear();
        }
    }
}
