using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields.Vector;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>Raises all lanes to one fixed power, by windows of four bits.</summary>
/// <typeparam name="TField">A lane field.</typeparam>
/// <typeparam name="TBlock">Its block.</typeparam>
internal sealed unsafe class LanePower<TField, TBlock> : IDisposable
    where TField : ILaneField<TBlock>
    where TBlock : unmanaged
{
    private const int WindowBits = 4;

    private readonly AlignedBuffer<TBlock> _powers = new(1 << WindowBits);

    /// <inheritdoc/>
    public void Dispose() => _powers.Dispose();

    /// <summary>r = a to the power whose base-16 digits, most significant first, are given; r is not a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Raise(TBlock* r, TBlock* a, ReadOnlySpan<byte> digits, long* w)
    {
        var powers = _powers.Pointer;
        TField.SetOne(powers);
        for (var i = 1; i < 1 << WindowBits; i++)
            TField.Multiply(powers + i, powers + i - 1, a, w);
        *r = powers[digits[0]];
        foreach (var digit in digits[1..])
        {
            for (var i = 0; i < WindowBits; i++)
                TField.Square(r, r, w);
            if (digit != 0)
                TField.Multiply(r, r, powers + digit, w);
        }
    }
}
