using Amaters.Circuits.Constraints;
using Amaters.Circuits.Statements;
using Amaters.Prover.Engines;
using Amaters.Prover.Formats;
using Amaters.Prover.Groth16;
using Amaters.Verifier.Groth16;

namespace Amaters.Prover.Queue;

/// <summary>Proves batches of one circuit with one proving key, which it maps into memory and prepares once.</summary>
/// <remarks>One proof uses every core; calls may overlap, which hides the witness and the transforms of one proof behind the sums of another.</remarks>
public sealed class Groth16BatchProver : IBatchProver, IDisposable
{
    private readonly ProvingKey _key;
    private readonly IProverEngine _engine;
    private readonly Groth16Prover _prover;
    private readonly int? _workerCount;
    private readonly byte[] _verifyingKeyDigest;

    private Groth16BatchProver(ProvingKey key, CircuitShape shape, R1cs circuit, int? workerCount)
    {
        (_key, Shape, _engine, _workerCount) = (key, shape, ProverEngines.Create(workerCount), workerCount);
        _prover = new Groth16Prover(key, circuit, _engine);
        _verifyingKeyDigest = key.VerifyingKey.ComputeDigest();
    }

    /// <summary>The circuit's sizes.</summary>
    public CircuitShape Shape { get; }

    /// <summary>The public part of the key.</summary>
    public VerifyingKey VerifyingKey => _key.VerifyingKey;

    /// <inheritdoc />
    public ReadOnlyMemory<byte> VerifyingKeyDigest => _verifyingKeyDigest;

    /// <summary>Opens a sealed proving key and compiles its circuit.</summary>
    /// <param name="path">The key file.</param>
    /// <param name="workerCount">Pieces of work at once; by default one for each processor.</param>
    /// <exception cref="InvalidDataException">The file is no sealed key of a batch circuit that this program compiles; the message says why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Groth16BatchProver Open(string path, int? workerCount = null)
    {
        if (!ProvingKey.TryOpen(path, out var key, out var reason))
        {
            var fix = reason == FormatRejection.Unsealed ? " Import it first: amaters-prover import." : "";
            throw new InvalidDataException($"{path} is refused as a proving key: {reason}.{fix}");
        }

        try
        {
            if (key.Label.Shape is not { } shape)
                throw new InvalidDataException($"{path} is a proving key of another circuit than a batch's.");
            var circuit = BatchCircuit.Compile(shape);
            if (circuit.Digest != key.Label.Circuit)
                throw new InvalidDataException($"{path} is for circuit {key.Label.Circuit}; this program's circuit of shape {shape} is {circuit.Digest}. Use the program version that the ledger was founded with.");
            return new Groth16BatchProver(key, shape, circuit, workerCount);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public byte[] Prove(ReadOnlyMemory<byte> trace, CancellationToken cancellation)
    {
        if (!BatchTrace.TryDecode(trace.Span, out var batch, out var reason))
            throw new InvalidDataException($"The batch trace is refused: {reason}.");
        if (batch.Shape != Shape)
            throw new InvalidDataException($"The batch has shape {batch.Shape}; this worker's proving key is for {Shape}.");
        cancellation.ThrowIfCancellationRequested();
        var result = _prover.Prove(BatchCircuit.GenerateWitness(batch, _workerCount), new StopBetweenStages(cancellation));
        return result.IsProved ? result.Proof.Encode() : throw new InvalidDataException($"Batch {batch.Header.Range.BatchNumber} cannot be proven: {result}");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _prover.Dispose();
        _engine.Dispose();
        _key.Dispose();
    }

    /// <summary>Ends a proof that nobody wants any more at the next stage's beginning.</summary>
    private sealed class StopBetweenStages(CancellationToken cancellation) : IProgress<ProvingStage>
    {
        public void Report(ProvingStage value) => cancellation.ThrowIfCancellationRequested();
    }
}
