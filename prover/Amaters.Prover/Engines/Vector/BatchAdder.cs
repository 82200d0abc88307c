using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>Adds many independent pairs of affine points with one inversion for each few thousand additions.</summary>
/// <remarks>
/// <para>λ = (y₂ − y₁)/(x₂ − x₁), x₃ = λ² − x₁ − x₂, y₃ = λ(x₁ − x₃) − y₁. The denominators of a batch are inverted together by
/// Montgomery's trick, in as many chains as a block has lanes: five products and a square for each addition, and a share of the inversion.</para>
/// <para>The product of all denominators is zero exactly when some pair has equal x. Only then the batch is searched: equal points are
/// doubled in a batch of their own (λ = 3x²/2y), opposite points vanish and their places are reported. Neither group has points of order 2,
/// so 2y is never zero. Operands must not be infinity.</para>
/// </remarks>
internal sealed unsafe class BatchAdder<TField, TBlock> : IDisposable
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    /// <summary>Blocks between a prefetch and its use.</summary>
    private const int PrefetchDistance = 3;

    private readonly AlignedBuffer<Addition> _additions;
    private readonly AlignedBuffer<TBlock> _temporaries = new(4);
    private readonly AlignedBuffer<long> _workspace = TField.CreateWorkspace();
    private readonly List<uint> _equalPoints = [];
    private readonly List<uint> _equalPlaces = [];

    /// <summary>An adder for batches of a given number of blocks.</summary>
    public BatchAdder(int batchBlocks)
    {
        _additions = new AlignedBuffer<Addition>(batchBlocks);
    }

    /// <summary>Additions that share an inversion.</summary>
    public int BatchAdditions => (int)_additions.Length * TField.Lanes;

    /// <summary>Places (line indexes) of the sums that are infinity since this list was last cleared; nothing meaningful is stored there.</summary>
    public List<uint> Vanished { get; } = [];

    /// <summary>The thread's workspace, for formulas beside the additions.</summary>
    public long* Workspace => _workspace.Pointer;

    private static int LinesPerPoint => 2 * TField.LinesPerElement;

    /// <summary>For each i: the point at places[i] of <paramref name="target"/> = the sum of the points that first[i] and second[i] select in <paramref name="source"/>.</summary>
    /// <param name="source">Lines of points; not the target.</param>
    /// <param name="first">Selectors; the array must have room for one block more.</param>
    /// <param name="second">As <paramref name="first"/>.</param>
    /// <param name="target">Lines of the sums.</param>
    /// <param name="places">Line indexes; the array must have room for one block more.</param>
    /// <param name="spare">A place in the target that may be overwritten with anything.</param>
    /// <param name="count">Number of additions.</param>
    public void Add(FpLine* source, uint* first, uint* second, FpLine* target, uint* places, uint spare, int count)
    {
        var blocks = (count + TField.Lanes - 1) / TField.Lanes;
        for (var i = count; i < blocks * TField.Lanes; i++)
        {
            first[i] = first[0];
            second[i] = second[0];
            places[i] = spare;
        }

        for (var start = 0; start < blocks; start += (int)_additions.Length)
        {
            var length = Math.Min((int)_additions.Length, blocks - start);
            var lane = start * TField.Lanes;
            LoadPairs(source, first + lane, second + lane, length);
            if (TField.ZeroLanes(&_additions.Pointer[length - 1].Prefix, Workspace) != 0)
                SetAsideEqualX(first + lane, places + lane, length, Math.Min(count - lane, length * TField.Lanes));
            var next = lane + (length * TField.Lanes);
            Finish(target, places + lane, length, doubling: false, new Upcoming(source, first + next, second + next, blocks - start - length));
        }

        DoubleEqualPoints(source, target, spare);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _additions.Dispose();
        _temporaries.Dispose();
        _workspace.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void LoadPairs(FpLine* source, uint* first, uint* second, int blocks)
    {
        var w = Workspace;
        var addition = _additions.Pointer;
        for (var v = 0; v < blocks; v++, addition++, first += TField.Lanes, second += TField.Lanes)
        {
            if (v + PrefetchDistance < blocks)
            {
                for (var l = PrefetchDistance * TField.Lanes; l < (PrefetchDistance + 1) * TField.Lanes; l++)
                {
                    CacheLines.Prefetch(source + (first[l] >> 1), LinesPerPoint * sizeof(FpLine));
                    CacheLines.Prefetch(source + (second[l] >> 1), LinesPerPoint * sizeof(FpLine));
                }
            }

            TField.Gather(&addition->X1, source, first);
            TField.GatherSigned(&addition->Y1, source + TField.LinesPerElement, first);
            TField.Gather(&addition->DeltaX, source, second);
            TField.GatherSigned(&addition->DeltaY, source + TField.LinesPerElement, second);
            TField.Subtract(&addition->DeltaX, &addition->DeltaX, &addition->X1, w);
            TField.Subtract(&addition->DeltaY, &addition->DeltaY, &addition->Y1, w);
            if (v == 0)
                addition->Prefix = addition->DeltaX;
            else
                TField.Multiply(&addition->Prefix, &(addition - 1)->Prefix, &addition->DeltaX, w);
        }
    }

    // Replaces the zero denominators by 1, remembers what their lanes should have been, and multiplies the prefixes anew.
    private void SetAsideEqualX(uint* first, uint* places, int blocks, int count)
    {
        TBlock* one = _temporaries.Pointer, twice = _temporaries.Pointer + 1;
        TField.SetOne(one);
        for (var v = 0; v < blocks; v++)
        {
            var addition = _additions.Pointer + v;
            var equalX = TField.ZeroLanes(&addition->DeltaX, Workspace);
            if (equalX != 0)
            {
                var equalY = TField.ZeroLanes(&addition->DeltaY, Workspace);
                for (var l = 0; l < TField.Lanes && (v * TField.Lanes) + l < count; l++)
                {
                    var i = (v * TField.Lanes) + l;
                    if ((equalX >> l & 1) == 0)
                        continue;
                    if ((equalY >> l & 1) == 0)
                    {
                        Vanished.Add(places[i]);
                        continue;
                    }

                    _equalPoints.Add(first[i]);
                    _equalPlaces.Add(places[i]);
                }

                TField.Blend(&addition->DeltaX, one, equalX);
            }

            if (v == 0)
                addition->Prefix = addition->DeltaX;
            else
                TField.Multiply(&addition->Prefix, &(addition - 1)->Prefix, &addition->DeltaX, Workspace);
        }
    }

    private void DoubleEqualPoints(FpLine* source, FpLine* target, uint spare)
    {
        if (_equalPoints.Count == 0)
            return;
        while (_equalPoints.Count % TField.Lanes != 0)
        {
            _equalPoints.Add(_equalPoints[0]);
            _equalPlaces.Add(spare);
        }

        fixed (uint* points = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_equalPoints),
            places = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_equalPlaces))
        {
            var blocks = _equalPoints.Count / TField.Lanes;
            for (var start = 0; start < blocks; start += (int)_additions.Length)
            {
                var length = Math.Min((int)_additions.Length, blocks - start);
                LoadDoublings(source, points + (start * TField.Lanes), length);
                Finish(target, places + (start * TField.Lanes), length, doubling: true, default);
            }
        }

        _equalPoints.Clear();
        _equalPlaces.Clear();
    }

    private void LoadDoublings(FpLine* source, uint* points, int blocks)
    {
        for (var v = 0; v < blocks; v++)
        {
            var addition = _additions.Pointer + v;
            TField.Gather(&addition->X1, source, points + (v * TField.Lanes));
            TField.GatherSigned(&addition->Y1, source + TField.LinesPerElement, points + (v * TField.Lanes));
            TField.Add(&addition->DeltaX, &addition->Y1, &addition->Y1, Workspace);
            TField.Square(&addition->DeltaY, &addition->X1, Workspace);
            TField.TripleReduced(&addition->DeltaY, &addition->DeltaY, Workspace);
            if (v == 0)
                addition->Prefix = addition->DeltaX;
            else
                TField.Multiply(&addition->Prefix, &(addition - 1)->Prefix, &addition->DeltaX, Workspace);
        }
    }

    // Walks back through the chain of denominators. Invariant: inverse = 1 / (product of the denominators of blocks 0 … v).
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Finish(FpLine* target, uint* places, int blocks, bool doubling, Upcoming upcoming)
    {
        var w = Workspace;
        TBlock* inverse = _temporaries.Pointer, slope = inverse + 1, x3 = inverse + 2, y3 = inverse + 3;
        TField.Invert(inverse, &_additions.Pointer[blocks - 1].Prefix, w);
        for (var v = blocks - 1; v >= 0; v--)
        {
            upcoming.PrefetchBlock(blocks - 1 - v);
            var addition = _additions.Pointer + v;
            if (v > 0)
            {
                TField.Multiply(slope, inverse, &(addition - 1)->Prefix, w);
                TField.Multiply(inverse, inverse, &addition->DeltaX, w);
                TField.Multiply(slope, slope, &addition->DeltaY, w);
            }
            else
            {
                TField.Multiply(slope, inverse, &addition->DeltaY, w);
            }

            TField.Square(x3, slope, w);
            if (doubling)
                TField.SubtractBothReduced(x3, x3, &addition->X1, &addition->X1, w);
            else
                TField.SubtractTwiceReduced(x3, x3, &addition->X1, &addition->DeltaX, w);
            TField.Subtract(y3, &addition->X1, x3, w);
            TField.Multiply(y3, y3, slope, w);
            TField.SubtractReduced(y3, y3, &addition->Y1, w);
            TField.Scatter(target, places + (v * TField.Lanes), x3);
            TField.Scatter(target + TField.LinesPerElement, places + (v * TField.Lanes), y3);
        }
    }

    /// <summary>The additions after a batch: the walk back, which reads little, asks for their points, so that the next walk finds them in the second-level cache.</summary>
    private readonly struct Upcoming(FpLine* source, uint* first, uint* second, int blocks)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void PrefetchBlock(int v)
        {
            if (v >= blocks)
                return;
            for (var l = v * TField.Lanes; l < (v + 1) * TField.Lanes; l++)
            {
                CacheLines.PrefetchFar(source + (first[l] >> 1), LinesPerPoint * sizeof(FpLine));
                CacheLines.PrefetchFar(source + (second[l] >> 1), LinesPerPoint * sizeof(FpLine));
            }
        }
    }

    /// <summary>What a block of additions keeps between the two walks.</summary>
    private struct Addition
    {
        public TBlock X1;
        public TBlock Y1;
        public TBlock DeltaX;
        public TBlock DeltaY;

        /// <summary>Product of the denominators up to this block.</summary>
        public TBlock Prefix;
    }
}
