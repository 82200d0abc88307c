using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;
using Amaters.Prover.Parallelism;

namespace Amaters.Prover.Engines.Vector;

/// <summary>
/// A number theoretic transform of 2ᵏ elements as a matrix of R rows and C columns: transforms of the columns, one product for each element,
/// transforms of the rows (Bailey, "FFTs in external or hierarchical memory", 1990). Optionally scales its input or result on the way.
/// </summary>
/// <remarks>
/// <para>Element i = C·i₁ + i₂ enters at row i₁, column i₂; result k = k₁ + R·k₂. With root ω:
/// X(k₁ + R·k₂) = Σ over i₂ of (ω^R)^(i₂k₂) · ω^(i₂k₁) · Σ over i₁ of (ω^C)^(i₁k₁) · x(C·i₁ + i₂).</para>
/// <para>The middle factors carry three things at once: ω^(i₂k₁), the caller's scale, and the step from R = 2²⁶⁰ back to 2²⁵⁶, so leaving the
/// block form costs no product. An input shift s (multiplying input i by sⁱ: evaluation on a coset) splits into s^(C·i₁), one
/// constant for each row, and s^(i₂), which joins the middle factor.</para>
/// </remarks>
internal sealed unsafe class SixStepTransform : IDisposable
{
    /// <summary>Smallest k: both factors of the size fill a group of <see cref="ColumnTransform"/>.</summary>
    public const int MinLog2Size = 2 * ColumnTransform.MinLog2Size;

    /// <summary>Largest k.</summary>
    public const int MaxLog2Size = 2 * ColumnTransform.MaxLog2Size;

    private readonly int _log2Rows;
    private readonly int _log2Columns;
    private readonly ColumnTransform _columns;
    private readonly AlignedBuffer<FrBlock> _middle;
    private readonly AlignedBuffer<FrConstant>? _rowShifts;

    /// <summary>Makes the tables of a transform: 40 bytes for each element.</summary>
    /// <param name="log2Size">k.</param>
    /// <param name="root">ω, of order 2ᵏ.</param>
    /// <param name="scale">Multiplies all results.</param>
    /// <param name="shift">s: input i is multiplied by sⁱ.</param>
    /// <param name="workerCount">Threads that make the tables.</param>
    public SixStepTransform(int log2Size, Fr root, Fr scale, Fr shift, int workerCount)
    {
        _log2Rows = (log2Size + 1) / 2;
        _log2Columns = log2Size / 2;
        int rows = 1 << _log2Rows, columns = 1 << _log2Columns;
        _columns = new ColumnTransform(_log2Rows, root.Pow((ulong)columns));
        _middle = new AlignedBuffer<FrBlock>(1L << (log2Size - 3));
        WorkQueue.Run(columns, workerCount, i2 =>
        {
            // Column i₂: scale · s^i₂ · (ω^i₂)^k₁, in the order in which the group of columns i₂/8 reads it.
            var step = root.Pow((ulong)i2);
            var factor = scale * shift.Pow((ulong)i2);
            for (var k1 = 0; k1 < rows; k1++, factor *= step)
            {
                var constant = FrConstant.OfLeaving(factor);
                var block = _middle.Pointer + ((long)(i2 / FrBlock.Lanes) * rows) + k1;
                for (var limb = 0; limb < FrBlock.LimbCount; limb++)
                    block->Limbs[(limb * FrBlock.Lanes) + (i2 % FrBlock.Lanes)] = constant.Limbs[limb];
            }
        });
        if (shift == Fr.One)
            return;
        _rowShifts = new AlignedBuffer<FrConstant>(rows);
        var rowStep = shift.Pow((ulong)columns);
        var rowShift = Fr.One;
        for (var i1 = 0; i1 < rows; i1++, rowShift *= rowStep)
            _rowShifts.Pointer[i1] = FrConstant.Of(rowShift);
    }

    /// <summary>Transforms in place, natural order in and out.</summary>
    public void Run(Memory<Fr> values, ObjectPool<TransformScratch> scratches, ObjectPool<TransformWorker> workers, int workerCount)
    {
        int rows = 1 << _log2Rows, columns = 1 << _log2Columns;
        var scratch = scratches.Rent();
        var matrix = scratch.Matrix.Reserve((long)rows * columns / FrBlock.Lanes);
        using var pinned = values.Pin();
        var elements = (Fr*)pinned.Pointer;
        WorkQueue.Run(columns / FrBlock.Lanes, workerCount, workers.Rent, (group, worker) =>
        {
            var blocks = worker.Blocks.Reserve(rows + ColumnTransform.SpareBlocks);
            var w = worker.Workspace;
            var rowShifts = _rowShifts is null ? null : _rowShifts.Pointer;
            _columns.Run(_log2Rows, blocks, new ElementSource(elements + (group * FrBlock.Lanes), columns, rowShifts, w), w);
            var middle = _middle.Pointer + ((long)group * rows);
            for (var k1 = 0; k1 < rows; k1 += FrBlock.Lanes)
            {
                for (var l = k1; l < k1 + FrBlock.Lanes; l++)
                    FrKernels.Multiply(blocks + l, blocks + l, middle + l, w);
                FrKernels.Transpose(matrix + ((long)group * rows) + (k1 / FrBlock.Lanes), rows / FrBlock.Lanes, blocks + k1, 1);
            }
        }, workers.Return);
        WorkQueue.Run(rows / FrBlock.Lanes, workerCount, workers.Rent, (group, worker) =>
        {
            var blocks = worker.Blocks.Reserve(columns + ColumnTransform.SpareBlocks);
            _columns.Run(_log2Columns, blocks, new MatrixSource(matrix + group, rows / FrBlock.Lanes), worker.Workspace);
            for (var k2 = 0; k2 < columns; k2++)
                FrKernels.Store(elements + ((long)k2 * rows) + (group * FrBlock.Lanes), blocks + k2);
        }, workers.Return);
        scratches.Return(scratch);
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _columns.Dispose();
        _middle.Dispose();
        _rowShifts?.Dispose();
    }

    // Eight columns of the elements in memory; row i₁ is scaled when there are shifts.
    private readonly struct ElementSource(Fr* first, int columns, FrConstant* rowShifts, long* w) : ColumnTransform.IBlockSource
    {
        public void Load(FrBlock* target, int index)
        {
            FrKernels.Load(target, first + ((long)index * columns));
            if (rowShifts is not null)
                FrKernels.MultiplyByConstant(target, target, rowShifts + index, w);
        }
    }

    private readonly struct MatrixSource(FrBlock* first, int stride) : ColumnTransform.IBlockSource
    {
        public void Load(FrBlock* target, int index) => *target = first[(long)index * stride];
    }
}
