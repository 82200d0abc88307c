using System.Collections.Concurrent;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Prover.Domains;
using Amaters.Prover.Parallelism;

namespace Amaters.Prover.Engines.Vector;

/// <summary>The transforms of each domain, with the buffers that they share.</summary>
internal sealed unsafe class VectorTransforms<TField, TBlock, TConstant>(int workerCount) : ITransforms
    where TField : IScalarLanes<TBlock, TConstant>
    where TBlock : unmanaged
    where TConstant : unmanaged
{
    private readonly ConcurrentDictionary<int, Tables> _tables = new();
    private readonly ObjectPool<TransformScratch<TBlock>> _scratches = new();
    private readonly ObjectPool<TransformWorker<TField, TBlock, TConstant>> _workers = new();

    /// <inheritdoc/>
    public void Forward(EvaluationDomain domain, Memory<Fr> values) => TablesOf(domain).Forward.Value.Run(values, _scratches, _workers, workerCount);

    /// <inheritdoc/>
    public void Inverse(EvaluationDomain domain, Memory<Fr> values) => TablesOf(domain).Inverse.Value.Run(values, _scratches, _workers, workerCount);

    /// <inheritdoc/>
    public void MoveToOddCoset(EvaluationDomain domain, Memory<Fr> values)
    {
        Inverse(domain, values);
        TablesOf(domain).OddCoset.Value.Run(values, _scratches, _workers, workerCount);
    }

    /// <inheritdoc/>
    public void MultiplySubtract(Memory<Fr> a, Memory<Fr> b, Memory<Fr> c)
    {
        using var pinnedA = a.Pin();
        using var pinnedB = b.Pin();
        using var pinnedC = c.Pin();
        Fr* x = (Fr*)pinnedA.Pointer, y = (Fr*)pinnedB.Pointer, z = (Fr*)pinnedC.Pointer;
        const int Piece = 1 << 10;
        WorkQueue.Run((a.Length + Piece - 1) / Piece, workerCount, _workers.Rent, (piece, worker) =>
        {
            var leave = TField.LeavingConstant(Fr.One);
            var blocks = worker.Blocks.Reserve(3);
            for (var i = piece * Piece; i < Math.Min((piece + 1) * Piece, a.Length); i += TField.Lanes)
            {
                TField.Load(blocks, x + i);
                TField.Load(blocks + 1, y + i);
                TField.Load(blocks + 2, z + i);
                TField.Multiply(blocks, blocks, blocks + 1, worker.Workspace);
                TField.Subtract(blocks, blocks, blocks + 2);
                TField.MultiplyByConstant(blocks, blocks, &leave, worker.Workspace);
                TField.Store(x + i, blocks);
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
        public Lazy<SixStepTransform<TField, TBlock, TConstant>> Forward { get; } = new(() => new SixStepTransform<TField, TBlock, TConstant>(domain.Log2Size, domain.Generator, Fr.One, Fr.One, workerCount));

        public Lazy<SixStepTransform<TField, TBlock, TConstant>> Inverse { get; } = new(() => new SixStepTransform<TField, TBlock, TConstant>(domain.Log2Size, domain.Generator.Inverse(), domain.SizeInverse, Fr.One, workerCount));

        public Lazy<SixStepTransform<TField, TBlock, TConstant>> OddCoset { get; } = new(() => new SixStepTransform<TField, TBlock, TConstant>(domain.Log2Size, domain.Generator, Fr.One, domain.CosetGenerator, workerCount));

        public void Dispose()
        {
            foreach (var transform in (Lazy<SixStepTransform<TField, TBlock, TConstant>>[])[Forward, Inverse, OddCoset])
            {
                if (transform.IsValueCreated)
                    transform.Value.Dispose();
            }
        }
    }
}
