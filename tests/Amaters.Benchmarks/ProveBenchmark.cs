using System.Diagnostics;
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
        Console.WriteLine($"set-up     {Measurement.Text(clock.Elapsed)}, key {new FileInfo(keyPath).Length / 1e6:F1} MB   (goals: 60 s, 250 MB)");

        clock.Restart();
        if (!ProvingKey.TryOpen(keyPath, out var key, out var reason))
            throw new InvalidDataException($"{reason}");
        using var opened = key;
        Console.WriteLine($"open key   {Measurement.Text(clock.Elapsed)}");

        var input = SampleBatch.Create(shape, seed: 1);
        clock.Restart();
        var witness = input.GenerateWitness();
        Console.WriteLine($"witness    {Measurement.Text(clock.Elapsed)}");
        using (var stream = File.Create(witnessPath))
            WitnessFile.Write(stream, witness);

        using var prover = new Groth16Prover(key, circuit, ProverEngines.Create());
        var stages = new StageClock();
        var proving = Measurement.Of(runs, () =>
        {
            if (!prover.Prove(witness, stages).IsProved)
                throw new InvalidOperationException("The sample was not proved.");
            stages.Stop();
        });
        Console.WriteLine($"prove      {proving}, peak memory of this process {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB   (goal: 1500 MB)");
        foreach (var (stage, time) in stages.Last)
            Console.WriteLine($"  {stage,-12} {Measurement.Text(time)}");
        if (!withPeer)
            return;

        var peer = Measurement.Of(Math.Min(runs, 3), () => Snarkjs.Run("groth16", "prove", keyPath, witnessPath, Path.Combine(folder, "proof.json"), Path.Combine(folder, "public.json")));
        Console.WriteLine($"snarkjs    {peer}, whole process");
        Console.WriteLine($"ratio      {proving.RatioTo(peer)} faster than snarkjs   (goal: 3×)");
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
