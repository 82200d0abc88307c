using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Fields.Vector;

namespace Amaters.Prover.Engines.Vector;

/// <summary>Transforms of up to 2¹⁰ elements, eight side by side: lane l of the blocks is one transform.</summary>
/// <remarks>
/// <para>Radix-2 decimation in time: bit-reversed in, natural out; butterflies (a, b) ← (a + ωb, a − ωb). Nothing is carried between the
/// layers. Inputs have limbs below 2⁵² and values below 16p; the first two layers quadruple the limbs, each later layer adds one product's
/// limb, so m layers end at most at (m + 2)·2⁵² and 64p + 3.5p·(m − 2), within what the kernels take for m ≤ 10.</para>
/// <para>Two passes for the cache: groups of 16 blocks through their first four layers, then blocks j, j + 16, j + 32, … through the rest.</para>
/// </remarks>
internal sealed unsafe class ColumnTransform : IDisposable
{
    /// <summary>Fewest layers: one group.</summary>
    public const int MinLog2Size = 4;

    /// <summary>Most layers within the kernels' bounds.</summary>
    public const int MaxLog2Size = 10;

    /// <summary>Blocks of scratch behind those of the transform.</summary>
    public const int SpareBlocks = 4;

    private const int GroupLog2Size = 4;
    private const int Group = 1 << GroupLog2Size;

    private readonly AlignedBuffer<FrConstant> _roots;
    private readonly int _log2Size;

    /// <summary>Transforms of up to 2^<paramref name="log2Size"/> elements.</summary>
    /// <param name="log2Size">The largest size.</param>
    /// <param name="root">A root of unity of that order.</param>
    public ColumnTransform(int log2Size, Fr root)
    {
        _log2Size = log2Size;
        _roots = new AlignedBuffer<FrConstant>(1L << (log2Size - 1));
        var power = Fr.One;
        for (var i = 0; i < _roots.Length; i++, power *= root)
            _roots.Pointer[i] = FrConstant.Of(power);
    }

    /// <summary>Transforms 2^<paramref name="log2Size"/> blocks.</summary>
    /// <param name="log2Size">At most the size this was made for; the root is the fitting power of its root.</param>
    /// <param name="blocks">Receives the results in natural order, not carried; has room for <see cref="SpareBlocks"/> more.</param>
    /// <param name="input">Block i of the input in natural order.</param>
    /// <param name="w">The thread's workspace.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TInput>(int log2Size, FrBlock* blocks, TInput input, long* w)
        where TInput : struct, IBlockSource
    {
        var size = 1 << log2Size;
        var half = 1 << (_log2Size - 1);
        var roots = _roots.Pointer;
        var loaded = blocks + size;
        for (var group = 0; group < size; group += Group)
        {
            for (var i = group; i < group + Group; i += 4)
            {
                for (var k = 0; k < 4; k++)
                    input.Load(loaded + k, Reverse(i + k, log2Size));
                FrKernels.FirstTwoLayers(blocks + i, loaded, loaded + 1, loaded + 2, loaded + 3, roots + (half / 2), w);
            }

            for (var length = 4; length < Group; length <<= 1)
            {
                for (var k = 0; k < length; k++)
                {
                    for (var i = group + k; i < group + Group; i += 2 * length)
                        FrKernels.Butterfly(blocks + i, blocks + i + length, roots + (half / length * k), w);
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
                        FrKernels.Butterfly(blocks + i, blocks + i + length, root, w);
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

    /// <summary>Where the blocks of a column come from.</summary>
    public interface IBlockSource
    {
        /// <summary>Writes block <paramref name="index"/> of the input, limbs below 2⁵².</summary>
        void Load(FrBlock* target, int index);
    }
}
