using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields.Vector;
using Amaters.Circuits.Statements;
using Amaters.Prover.Batches;

namespace Amaters.Benchmarks;

/// <summary>What comes before a proof: compiling the production circuit, its digest, a witness, and the check without keys.</summary>
internal sealed class CircuitBenchmark : IBenchmark
{
    public string Name => "circuit";

    public string Help => "compilation, digest, witness and check of the production circuit (no peer)   [--runs N]";

    public Task RunAsync(string[] options)
    {
        int runs = Options.Integer(options, "--runs", 9);
        var shape = CircuitShape.Production;
        var circuit = BatchCircuit.Compile(shape);
        var trace = SampleBatch.Create(shape, seed: 1).Execution.Trace;
        var witness = BatchCircuit.GenerateWitness(trace);
        if (!SatisfactionChecker.Check(circuit, witness).IsSatisfied)
            throw new InvalidOperationException("The sample does not satisfy the circuit.");

        Console.WriteLine($"{shape}   {circuit.ConstraintCount} constraints, {circuit.WireCount} wires, entries of A, B, C {circuit.A.NonzeroCount}, {circuit.B.NonzeroCount}, {circuit.C.NonzeroCount}");
        Console.WriteLine($"compile    {Measurement.Of(runs, () => BatchCircuit.Compile(shape))}");
        Console.WriteLine($"+ digest   {Measurement.Of(runs, () => _ = BatchCircuit.Compile(shape).Digest)}");
        Console.WriteLine($"witness    {Measurement.Of(runs, () => BatchCircuit.GenerateWitness(trace))}, in {Simd.Tier}");
        Console.WriteLine($"  1 thread {Measurement.Of(runs, () => BatchCircuit.GenerateWitness(trace, workerCount: 1))}");
        Console.WriteLine($"check      {Measurement.Of(runs, () => SatisfactionChecker.Check(circuit, witness))}");
        return Task.CompletedTask;
    }
}
