using System.Collections.Concurrent;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Prover.Domains;
using Amaters.Prover.Parallelism;

namespace Amaters.Prover.Engines.Vector;

/// <summary>The transforms of each domain, with the buffers that they share.</summary>
internal sealed unsafe class VectorTransforms(int workerCount) : IDisposable
{
    private readonly ConcurrentDictionary<int, Tables> _tables = new();
    private readonly ObjectPool<TransformScratch> _scratches = new();
    private readonly ObjectPool<TransformWorker> _workers = new();

    /// <summary>Whether domains of a size are served here; others are too small to gain or too large for the kernels' bounds.</summary>
    public static bool Serves(EvaluationDomain domain) => domain.Log2Size is >= SixStepTransform.MinLog2Size and <= SixStepTransform.MaxLog2Size;

    /// <summary>Coefficients to evaluations.</summary>
    public void Forward(EvaluationDomain domain, Memory<Fr> values) => TablesOf(domain).Forward.Value.Run(values, _scratches, _workers, workerCount);

    /// <summary>Evaluations to coefficients.</summary>
    public void Inverse(EvaluationDomain domain, Memory<Fr> values) => TablesOf(domain).Inverse.Value.Run(values, _scratches, _workers, workerCount);

    /// <summary>Evaluations on the domain to evaluations on its odd coset.</summary>
    public void MoveToOddCoset(EvaluationDomain domain, Memory<Fr> values)
    {
        Inverse(domain, values);
        TablesOf(domain).OddCoset.Value.Run(values, _scratches, _workers, workerCount);
    }

    /// <summary>a ← a·b − c, element by element.</summary>
    public void MultiplySubtract(Memory<Fr> a, Memory<Fr> b, Memory<Fr> c)
    {
        using var pinnedA = a.Pin();
        using var pinnedB = b.Pin();
        using var pinnedC = c.Pin();
        Fr* x = (Fr*)pinnedA.Pointer, y = (Fr*)pinnedB.Pointer, z = (Fr*)pinnedC.Pointer;
        const int Piece = 1 << 10;
        WorkQueue.Run((a.Length + Piece - 1) / Piece, workerCount, _workers.Rent, (piece, worker) =>
        {
            var leave = FrConstant.OfLeaving(Fr.One);
            var blocks = worker.Blocks.Reserve(3);
            for (var i = piece * Piece; i < Math.Min((piece + 1) * Piece, a.Length); i += FrBlock.Lanes)
            {
                FrKernels.Load(blocks, x + i);
                FrKernels.Load(blocks + 1, y + i);
                FrKernels.Load(blocks + 2, z + i);
                FrKernels.Multiply(blocks, blocks, blocks + 1, worker.Workspace);
                FrKernels.Subtract(blocks, blocks, blocks + 2);
                FrKernels.MultiplyByConstant(blocks, blocks, &leave, worker.Workspace);
                FrKernels.Store(x + i, blocks);
            }
        }, _workers.Return);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tables in _tables.Values)
            tables.Dispose();
        _scratches.Dispose();
        _workers.Dispose();
    }

    private Tables TablesOf(EvaluationDomain domain) => _tables.GetOrAdd(domain.Log2Size, _ => new Tables(domain, workerCount));

    private sealed class Tables(EvaluationDomain domain, int workerCount) : IDisposable
    {
        public Lazy<SixStepTransform> Forward { get; } = new(() => new SixStepTransform(domain.Log2Size, domain.Generator, Fr.One, Fr.One, workerCount));

        public Lazy<SixStepTransform> Inverse { get; } = new(() => new SixStepTransform(domain.Log2Size, domain.Generator.Inverse(), domain.SizeInverse, Fr.One, workerCount));

        public Lazy<SixStepTransform> OddCoset { get; } = new(() => new SixStepTransform(domain.Log2Size, domain.Generator, Fr.One, domain.CosetGenerator, workerCount));

        public void Dispose()
        {
            foreach (var transform in (Lazy<SixStepTransform>[])[Forward, Inverse, OddCoset])
            {
                if (transform.IsValueCreated)
                    transform.Value.Dispose();
            }
        }
    }
}
