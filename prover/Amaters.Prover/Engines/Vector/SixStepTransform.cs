using System.Runtime.CompilerServices;
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
/// <para>The middle factors carry three things at once: ω^(i₂k₁), the caller's scale, and the step from the kernels' Montgomery form back to that of <see cref="Fr"/>, so leaving the
/// block form costs no product. An input shift s (multiplying input i by sⁱ: evaluation on a coset) splits into s^(C·i₁), one
/// constant for each row, and s^(i₂), which joins the middle factor.</para>
/// </remarks>
internal sealed unsafe class SixStepTransform<TField, TBlock, TConstant> : IDisposable
    where TField : IScalarLanes<TBlock, TConstant>
    where TBlock : unmanaged
    where TConstant : unmanaged
{
    /// <summary>Blocks between a prefetch and its use.</summary>
    private const int PrefetchDistance = 4;

    private readonly int _log2Rows;
    private readonly int _log2Columns;
    private readonly ColumnTransform<TField, TBlock, TConstant> _columns;
    private readonly AlignedBuffer<TBlock> _middle;
    private readonly AlignedBuffer<TConstant>? _rowShifts;

    /// <summary>Makes the tables of a transform: 40 to 48 bytes for each element.</summary>
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
        _columns = new ColumnTransform<TField, TBlock, TConstant>(_log2Rows, root.Pow((ulong)columns));
        _middle = new AlignedBuffer<TBlock>((1L << log2Size) / TField.Lanes);
        WorkQueue.Run(columns, workerCount, i2 =>
        {
            // Column i₂: scale · s^i₂ · (ω^i₂)^k₁, in the order in which its group of columns reads it.
            var step = root.Pow((ulong)i2);
            var factor = scale * shift.Pow((ulong)i2);
            for (var k1 = 0; k1 < rows; k1++, factor *= step)
            {
                var constant = TField.LeavingConstant(factor);
                TField.SetLane(_middle.Pointer + ((long)(i2 / TField.Lanes) * rows) + k1, i2 % TField.Lanes, constant);
            }
        });
        if (shift == Fr.One)
            return;
        _rowShifts = new AlignedBuffer<TConstant>(rows);
        var rowStep = shift.Pow((ulong)columns);
        var rowShift = Fr.One;
        for (var i1 = 0; i1 < rows; i1++, rowShift *= rowStep)
            _rowShifts.Pointer[i1] = TField.Constant(rowShift);
    }

    /// <summary>Transforms in place, natural order in and out.</summary>
    public void Run(Memory<Fr> values, ObjectPool<TransformScratch<TBlock>> scratches, ObjectPool<TransformWorker<TField, TBlock, TConstant>> workers, int workerCount)
    {
        int rows = 1 << _log2Rows, columns = 1 << _log2Columns;
        var scratch = scratches.Rent();
        var matrix = scratch.Matrix.Reserve((long)rows * columns / TField.Lanes);
        using var pinned = values.Pin();
        var elements = (Fr*)pinned.Pointer;
        WorkQueue.RunPasses(
            columns / TField.Lanes,
            rows / TField.Lanes,
            workerCount,
            workers.Rent,
            (group, worker) => TransformColumns(elements, matrix, group, worker),
            (group, worker) => TransformRows(matrix, elements, group, worker),
            workers.Return);
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

    // As many columns as lanes, times their middle factors, transposed into the matrix. Optimised from the first call: a piece is too long to wait for a second compilation.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TransformColumns(Fr* elements, TBlock* matrix, int group, TransformWorker<TField, TBlock, TConstant> worker)
    {
        int rows = 1 << _log2Rows, columns = 1 << _log2Columns;
        var blocks = worker.Blocks.Reserve(rows + ColumnSizes.SpareBlocks);
        var w = worker.Workspace;
        var rowShifts = _rowShifts is null ? null : _rowShifts.Pointer;
        _columns.Run(_log2Rows, blocks, new ElementSource(elements + (group * TField.Lanes), columns, rowShifts, w), w);
        var middle = _middle.Pointer + ((long)group * rows);
        for (var k1 = 0; k1 < rows; k1 += TField.Lanes)
        {
            for (var l = k1; l < k1 + TField.Lanes; l++)
                TField.Multiply(blocks + l, blocks + l, middle + l, w);
            TField.Transpose(matrix + ((long)group * rows) + (k1 / TField.Lanes), rows / TField.Lanes, blocks + k1, 1);
        }
    }

    // As many rows of the first matrix as lanes: columns of the transposed one.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void TransformRows(TBlock* matrix, Fr* elements, int group, TransformWorker<TField, TBlock, TConstant> worker)
    {
        int rows = 1 << _log2Rows, columns = 1 << _log2Columns;
        var blocks = worker.Blocks.Reserve(columns + ColumnSizes.SpareBlocks);
        _columns.Run(_log2Columns, blocks, new MatrixSource(matrix + group, rows / TField.Lanes), worker.Workspace);
        var target = elements + (group * TField.Lanes);
        for (var k2 = 0; k2 < columns; k2++)
        {
            if (k2 + PrefetchDistance < columns)
                CacheLines.Prefetch(target + ((long)(k2 + PrefetchDistance) * rows), TField.Lanes * sizeof(Fr));
            TField.Store(target + ((long)k2 * rows), blocks + k2);
        }
    }

    // As many columns as lanes, of the elements in memory; row i₁ is scaled when there are shifts.
    private readonly struct ElementSource(Fr* first, int columns, TConstant* rowShifts, long* w) : IBlockSource<TBlock>
    {
        public TBlock* Block(int index, TBlock* room)
        {
            TField.Load(room, first + ((long)index * columns));
            if (rowShifts is not null)
                TField.MultiplyByConstant(room, room, rowShifts + index, w);
            return room;
        }

        public void Prefetch(int index) => CacheLines.Prefetch(first + ((long)index * columns), TField.Lanes * sizeof(Fr));
    }

    private readonly struct MatrixSource(TBlock* first, int stride) : IBlockSource<TBlock>
    {
        public TBlock* Block(int index, TBlock* room) => first + ((long)index * stride);

        public void Prefetch(int index) => CacheLines.Prefetch(first + ((long)index * stride), sizeof(TBlock));
    }
}
