using System.Numerics;
using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Pairing.Vector;

/// <summary>Miller loops of many pairs, one in every lane of every block; the pairs that share a lane share its squarings.</summary>
/// <remarks>
/// The value equals that of <see cref="MillerLoop"/> up to factors that the final exponentiation removes: a line is multiplied by the Z of its P, so that P
/// needs no inversion. For P at infinity, (0 : 1 : 0), a line is l₃·w³, which the exponentiation turns into one.
/// </remarks>
/// <typeparam name="TBase">Lanes of <see cref="Fp"/>.</typeparam>
/// <typeparam name="TBlock">Their block.</typeparam>
internal sealed unsafe class LaneMillerLoop<TBase, TBlock> : IDisposable
    where TBase : IBaseLanes<TBlock>
    where TBlock : unmanaged
{
    private readonly Fp12Lanes<QuadraticLanes<TBase, TBlock>, QuadraticBlock<TBlock>> _tower = new();
    private readonly AlignedBuffer<Fp12Block<QuadraticBlock<TBlock>>> _value = new(1);
    private readonly AlignedBuffer<QuadraticBlock<TBlock>> _scratch = new(LaneLineWalk<QuadraticLanes<TBase, TBlock>, QuadraticBlock<TBlock>>.ScratchBlocks + 3);

    private readonly LaneValues<TBase, TBlock> _lanes = new();

    /// <inheritdoc/>
    public void Dispose()
    {
        _lanes.Dispose();
        _tower.Dispose();
        _value.Dispose();
        _scratch.Dispose();
    }

    /// <summary>The product of the Miller values of all pairs in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Fp12 Compute(PairBlock<TBlock>* pairs, int blockCount)
    {
        for (var i = 0; i < blockCount; i++)
        {
            pairs[i].T.X = pairs[i].X;
            pairs[i].T.Y = pairs[i].Y;
            QuadraticLanes<TBase, TBlock>.SetOne(&pairs[i].T.Z);
        }

        var f = _value.Pointer;
        Fp12Lanes<QuadraticLanes<TBase, TBlock>, QuadraticBlock<TBlock>>.SetOne(f);
        for (var bit = BitOperations.Log2(CurveSeed.Magnitude) - 1; bit >= 0; bit--)
        {
            _tower.Square(f, f);
            for (var i = 0; i < blockCount; i++)
                MultiplyByLine(f, pairs + i, isAddition: false);
            if ((CurveSeed.Magnitude >> bit & 1) == 0)
                continue;
            for (var i = 0; i < blockCount; i++)
                MultiplyByLine(f, pairs + i, isAddition: true);
        }

        return MultiplyLanes(f).Conjugate();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyByLine(Fp12Block<QuadraticBlock<TBlock>>* f, PairBlock<TBlock>* pair, bool isAddition)
    {
        QuadraticBlock<TBlock>* l0 = _scratch.Pointer, l2 = l0 + 1, l3 = l0 + 2, scratch = l0 + 3;
        var w = _tower.Workspace;
        if (isAddition)
            LaneLineWalk<QuadraticLanes<TBase, TBlock>, QuadraticBlock<TBlock>>.Add(&pair->T, &pair->X, &pair->Y, l0, l2, l3, scratch, w);
        else
            LaneLineWalk<QuadraticLanes<TBase, TBlock>, QuadraticBlock<TBlock>>.Double(&pair->T, l0, l2, l3, scratch, w);
        QuadraticLanes<TBase, TBlock>.MultiplyByBase(l0, l0, &pair->P.Z, w);
        QuadraticLanes<TBase, TBlock>.MultiplyByBase(l2, l2, &pair->P.X, w);
        QuadraticLanes<TBase, TBlock>.MultiplyByBase(l3, l3, &pair->P.Y, w);
        _tower.MultiplyByLine(f, f, l0, l2, l3);
    }

    private Fp12 MultiplyLanes(Fp12Block<QuadraticBlock<TBlock>>* f)
    {
        // In memory a block of Fp12 is twelve blocks of Fp, as Fp12 is twelve Fp.
        const int Components = 12;
        var values = new Fp12[TBase.Lanes];
        var component = new Fp[TBase.Lanes];
        fixed (Fp12* target = values)
        {
            for (var i = 0; i < Components; i++)
            {
                _lanes.Store(component, (TBlock*)f + i);
                for (var lane = 0; lane < TBase.Lanes; lane++)
                    ((Fp*)(target + lane))[i] = component[lane];
            }
        }

        var product = values[0];
        foreach (var value in values.AsSpan(1))
            product *= value;
        return product;
    }
}
