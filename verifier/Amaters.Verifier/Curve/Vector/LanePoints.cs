using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Curve.Vector;

/// <summary>A running sum in every lane, with the scratch that additions need.</summary>
/// <typeparam name="TField">Lanes of the coordinate field.</typeparam>
/// <typeparam name="TBlock">Their block.</typeparam>
internal sealed unsafe class LanePoints<TField, TBlock> : IDisposable
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    private readonly AlignedBuffer<ProjectiveBlock<TBlock>> _points = new(2);
    private readonly AlignedBuffer<TBlock> _scratch = new(CompleteAddition<TField, TBlock>.ScratchBlocks);
    private readonly AlignedBuffer<long> _workspace = TField.CreateWorkspace();

    /// <summary>The sums.</summary>
    public ProjectiveBlock<TBlock>* Sum => _points.Pointer;

    /// <summary>What is added to them.</summary>
    public ProjectiveBlock<TBlock>* Addend => _points.Pointer + 1;

    /// <summary>The workspace of the field.</summary>
    public long* Workspace => _workspace.Pointer;

    /// <inheritdoc/>
    public void Dispose()
    {
        _points.Dispose();
        _scratch.Dispose();
        _workspace.Dispose();
    }

    /// <summary>Sum = infinity in all lanes.</summary>
    public void SetInfinity() => SetInfinity(Sum);

    /// <summary>r = infinity in all lanes.</summary>
    public static void SetInfinity(ProjectiveBlock<TBlock>* r)
    {
        *r = default;
        TField.SetOne(&r->Y);
    }

    /// <summary>Sum += Addend.</summary>
    public void Add() => Add(Sum, Sum, Addend);

    /// <summary>r = a + b.</summary>
    public void Add(ProjectiveBlock<TBlock>* r, ProjectiveBlock<TBlock>* a, ProjectiveBlock<TBlock>* b) =>
        CompleteAddition<TField, TBlock>.Add(r, a, b, _scratch.Pointer, _workspace.Pointer);

    /// <summary>Sum = 2·Sum.</summary>
    public void Double() => CompleteAddition<TField, TBlock>.Double(Sum, Sum, _scratch.Pointer, _workspace.Pointer);

    /// <summary>Sum = [|x|]·Addend, x the curve seed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MultiplyAddendBySeedMagnitude()
    {
        *Sum = *Addend;
        for (var bit = 62; bit >= 0; bit--)
        {
            Double();
            if ((CurveSeed.Magnitude >> bit & 1) == 1)
                Add();
        }
    }
}
