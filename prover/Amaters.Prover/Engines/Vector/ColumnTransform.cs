using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>Transforms of up to 2¹⁰ elements, as many side by side as a block has lanes.</summary>
/// <remarks>
/// <para>Radix-2 decimation in time: bit-reversed in, natural out; butterflies (a, b) ← (a + ωb, a − ωb). Nothing is carried between the
/// layers. The first two layers quadruple the limbs of the input, each later layer adds one product's limb: in eight lanes m layers end at
/// most at (m + 2)·2⁵² and 64p + 3.5p·(m − 2), in four lanes at (m + 6)·2⁴³ and 1024p + 3.2p·(m − 2), within what the kernels take for m ≤ 10.</para>
/// <para>Two passes for the cache: groups of 16 blocks through their first four layers, then blocks j, j + 16, j + 32, … through the rest.</para>
/// </remarks>
internal sealed unsafe class ColumnTransform<TField, TBlock, TConstant> : IDisposable
    where TField : IScalarLanes<TBlock, TConstant>
    where TBlock : unmanaged
    where TConstant : unmanaged
{
    private const int Group = 1 << ColumnSizes.MinLog2Size;

    private readonly AlignedBuffer<TConstant> _roots;
    private readonly int _log2Size;

    /// <summary>Transforms of up to 2^<paramref name="log2Size"/> elements.</summary>
    /// <param name="log2Size">The largest size.</param>
    /// <param name="root">A root of unity of that order.</param>
    public ColumnTransform(int log2Size, Fr root)
    {
        _log2Size = log2Size;
        _roots = new AlignedBuffer<TConstant>(1L << (log2Size - 1));
        var power = Fr.One;
        for (var i = 0; i < _roots.Length; i++, power *= root)
            _roots.Pointer[i] = TField.Constant(power);
    }

    /// <summary>Transforms 2^<paramref name="log2Size"/> blocks.</summary>
    /// <param name="log2Size">At most the size this was made for; the root is the fitting power of its root.</param>
    /// <param name="blocks">Receives the results in natural order, not carried; has room for <see cref="ColumnSizes.SpareBlocks"/> more.</param>
    /// <param name="input">Block i of the input in natural order.</param>
    /// <param name="w">The thread's workspace.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TInput>(int log2Size, TBlock* blocks, TInput input, long* w)
        where TInput : struct, IBlockSource<TBlock>
    {
        var size = 1 << log2Size;
        var half = 1 << (_log2Size - 1);
        var roots = _roots.Pointer;
        var loaded = blocks + size;
        for (var group = 0; group < size; group += Group)
        {
            for (var i = group; i < group + Group; i += 4)
            {
                for (var k = 0; k < 4 && i + 4 < size; k++)
                    input.Prefetch(Reverse(i + 4 + k, log2Size));
                var a0 = input.Block(Reverse(i, log2Size), loaded);
                var a1 = input.Block(Reverse(i + 1, log2Size), loaded + 1);
                var a2 = input.Block(Reverse(i + 2, log2Size), loaded + 2);
                var a3 = input.Block(Reverse(i + 3, log2Size), loaded + 3);
                TField.FirstTwoLayers(blocks + i, a0, a1, a2, a3, roots + (half / 2), w);
            }

            for (var length = 4; length < Group; length <<= 1)
            {
                for (var k = 0; k < length; k++)
                {
                    for (var i = group + k; i < group + Group; i += 2 * length)
                        TField.Butterfly(blocks + i, blocks + i + length, roots + (half / length * k), w);
                }
            }
        }

        for (var j = 0; j < Group; j++)
        {
            for (var length = Group; length < size; length <<= 1)
            {
                for (var k = j; k < length; k += Group)
                {
                    var root = roots + (half / length * k);
                    for (var i = k; i < size; i += 2 * length)
                        TField.Butterfly(blocks + i, blocks + i + length, root, w);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _roots.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Reverse(int index, int bits)
    {
        var reversed = 0;
        for (var bit = 0; bit < bits; bit++)
            reversed |= (index >> bit & 1) << (bits - 1 - bit);
        return reversed;
    }
}
