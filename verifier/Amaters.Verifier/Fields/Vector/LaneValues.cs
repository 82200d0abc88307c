using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields.Vector;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>Plain elements of <see cref="Fp"/> into the lanes of a block, and back.</summary>
/// <typeparam name="TField">Lanes of <see cref="Fp"/>.</typeparam>
/// <typeparam name="TBlock">Their block.</typeparam>
internal sealed unsafe class LaneValues<TField, TBlock> : IDisposable
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    private readonly AlignedBuffer<FpLine> _lines = new(TField.Lanes);

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    /// <summary>Lane l = values[l].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Load(TBlock* r, ReadOnlySpan<Fp> values)
    {
        var selectors = stackalloc uint[TField.Lanes];
        for (var lane = 0; lane < TField.Lanes; lane++)
        {
            TField.WriteLine(_lines.Pointer + lane, values[lane]);
            selectors[lane] = 2 * (uint)lane;
        }

        TField.Gather(r, _lines.Pointer, selectors);
    }

    /// <summary>All lanes = the value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void LoadAll(TBlock* r, in Fp value)
    {
        var selectors = stackalloc uint[TField.Lanes];
        TField.WriteLine(_lines.Pointer, value);
        new Span<uint>(selectors, TField.Lanes).Clear();
        TField.Gather(r, _lines.Pointer, selectors);
    }

    /// <summary>values[l] = lane l, which is within ±8p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Store(Span<Fp> values, TBlock* a)
    {
        var positions = stackalloc uint[TField.Lanes];
        for (var lane = 0; lane < TField.Lanes; lane++)
            positions[lane] = (uint)lane;
        TField.Scatter(_lines.Pointer, positions, a);
        for (var lane = 0; lane < TField.Lanes; lane++)
            values[lane] = TField.ReadLine(_lines.Pointer + lane);
    }
}
