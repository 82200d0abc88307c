using Amaters.Circuits.Fields;

namespace Amaters.Prover.Domains;

/// <summary>The radix-2 number theoretic transform over Fr, in place: coefficients ↔ evaluations on an <see cref="EvaluationDomain"/>.</summary>
/// <remarks>
/// <para>Two mirrored networks of log₂ n layers, each layer n/2 butterflies. <see cref="Split"/> takes natural to bit-reversed order
/// (Cooley–Tukey: p mod X²ᵐ − z² becomes p mod Xᵐ − z and p mod Xᵐ + z); <see cref="Merge"/> takes bit-reversed to natural order
/// (Gentleman–Sande). Both need a single root for a whole block, and an inverse transform that feeds a forward one needs no
/// reordering in between.</para>
/// <para>The first layers run across all workers; below them blocks are independent, and each is finished depth first, so
/// that it stays in the cache of one core. Twin: the defining sum, in the tests.</para>
/// <para>Timing depends on sizes only.</para>
/// </remarks>
internal sealed class NumberTheoreticTransform
{
    /// <summary>Blocks of at most this many elements (32 KiB) are transformed layer by layer.</summary>
    private const int CachedBlockSize = 1 << 10;

    private readonly EvaluationDomain _domain;
    private readonly ParallelOptions _options;
    private readonly int _pieceCount;

    public NumberTheoreticTransform(EvaluationDomain domain, int workerCount)
    {
        _domain = domain;
        _options = new ParallelOptions { MaxDegreeOfParallelism = workerCount };
        var wanted = workerCount == 1 ? 1 : (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)workerCount * 4);
        _pieceCount = Math.Clamp(domain.Size / (2 * CachedBlockSize), 1, wanted);
    }

    /// <summary>Coefficients p₀ … pₙ₋₁ become p(ω⁰) … p(ωⁿ⁻¹).</summary>
    public void Forward(Memory<Fr> values)
    {
        RequireDomainSize(values);
        Split(values, _domain.BitReversedRoots);
        BitReverse(values.Span);
    }

    /// <summary>Evaluations p(ω⁰) … p(ωⁿ⁻¹) become coefficients p₀ … pₙ₋₁.</summary>
    public void Inverse(Memory<Fr> values)
    {
        RequireDomainSize(values);
        Split(values, _domain.BitReversedInverseRoots);
        BitReverse(values.Span);
        var scale = _domain.SizeInverse;
        ForEachPiece(values, (piece, _) =>
        {
            for (int i = 0; i < piece.Length; i++)
                piece[i] *= scale;
        });
    }

    /// <summary>Evaluations p(ωⁱ) become evaluations p(g·ωⁱ) on the odd coset.</summary>
    public void MoveToOddCoset(Memory<Fr> values)
    {
        RequireDomainSize(values);
        Split(values, _domain.BitReversedInverseRoots);
        ForEachPiece(values, (piece, start) =>
        {
            var scales = _domain.BitReversedCosetScales.Span.Slice(start, piece.Length);
            for (int i = 0; i < piece.Length; i++)
                piece[i] *= scales[i];
        });
        Merge(values, _domain.BitReversedRoots);
    }

    private delegate void PieceAction(Span<Fr> piece, int start);

    private void Split(Memory<Fr> values, ReadOnlyMemory<Fr> roots)
    {
        int blockCount = 1;
        for (; blockCount < _pieceCount; blockCount *= 2)
            SharedLayer(values, roots, blockCount, SplitLayer);
        int blockSize = values.Length / blockCount;
        Parallel.For(0, blockCount, _options, block => SplitBlock(values.Span.Slice(block * blockSize, blockSize), roots.Span, block));
    }

    private void Merge(Memory<Fr> values, ReadOnlyMemory<Fr> roots)
    {
        int blockSize = values.Length / _pieceCount;
        Parallel.For(0, _pieceCount, _options, block => MergeBlock(values.Span.Slice(block * blockSize, blockSize), roots.Span, block));
        for (int blockCount = _pieceCount / 2; blockCount >= 1; blockCount /= 2)
            SharedLayer(values, roots, blockCount, MergeLayer);
    }

    private delegate void Layer(Span<Fr> low, Span<Fr> high, in Fr root, bool rootIsOne);

    // One layer over all blocks, each block's butterflies cut into the same number of pieces.
    private void SharedLayer(Memory<Fr> values, ReadOnlyMemory<Fr> roots, int blockCount, Layer layer)
    {
        int half = values.Length / blockCount / 2;
        int piecesPerBlock = _pieceCount / blockCount;
        int pieceSize = half / piecesPerBlock;
        Parallel.For(0, _pieceCount, _options, piece =>
        {
            int block = piece / piecesPerBlock;
            int start = (2 * half * block) + (pieceSize * (piece % piecesPerBlock));
            var span = values.Span;
            layer(span.Slice(start, pieceSize), span.Slice(start + half, pieceSize), roots.Span[block], block == 0);
        });
    }

    private static void SplitBlock(Span<Fr> block, ReadOnlySpan<Fr> roots, int index)
    {
        int half = block.Length / 2;
        if (block.Length > CachedBlockSize)
        {
            SplitLayer(block[..half], block[half..], roots[index], index == 0);
            SplitBlock(block[..half], roots, 2 * index);
            SplitBlock(block[half..], roots, (2 * index) + 1);
            return;
        }

        for (int blockCount = 1; half >= 1; blockCount *= 2, half /= 2)
        {
            for (int i = 0; i < blockCount; i++)
            {
                int part = (index * blockCount) + i;
                SplitLayer(block.Slice(2 * half * i, half), block.Slice((2 * half * i) + half, half), roots[part], part == 0);
            }
        }
    }

    private static void MergeBlock(Span<Fr> block, ReadOnlySpan<Fr> roots, int index)
    {
        if (block.Length > CachedBlockSize)
        {
            int half = block.Length / 2;
            MergeBlock(block[..half], roots, 2 * index);
            MergeBlock(block[half..], roots, (2 * index) + 1);
            MergeLayer(block[..half], block[half..], roots[index], index == 0);
            return;
        }

        for (int half = 1; half < block.Length; half *= 2)
        {
            int blockCount = block.Length / half / 2;
            for (int i = 0; i < blockCount; i++)
            {
                int part = (index * blockCount) + i;
                MergeLayer(block.Slice(2 * half * i, half), block.Slice((2 * half * i) + half, half), roots[part], part == 0);
            }
        }
    }

    // (u, v) → (u + z·v, u − z·v)
    private static void SplitLayer(Span<Fr> low, Span<Fr> high, in Fr root, bool rootIsOne)
    {
        high = high[..low.Length];
        for (int i = 0; i < low.Length; i++)
        {
            var product = rootIsOne ? high[i] : high[i] * root;
            var u = low[i];
            low[i] = u + product;
            high[i] = u - product;
        }
    }

    // (u, v) → (u + v, z·(u − v))
    private static void MergeLayer(Span<Fr> low, Span<Fr> high, in Fr root, bool rootIsOne)
    {
        high = high[..low.Length];
        for (int i = 0; i < low.Length; i++)
        {
            var difference = low[i] - high[i];
            low[i] += high[i];
            high[i] = rootIsOne ? difference : difference * root;
        }
    }

    private void BitReverse(Span<Fr> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            int j = EvaluationDomain.ReverseBits(i, _domain.Log2Size);
            if (i < j)
                (values[i], values[j]) = (values[j], values[i]);
        }
    }

    private void ForEachPiece(Memory<Fr> values, PieceAction action)
    {
        int pieceSize = values.Length / _pieceCount;
        Parallel.For(0, _pieceCount, _options, piece => action(values.Span.Slice(piece * pieceSize, pieceSize), piece * pieceSize));
    }

    private void RequireDomainSize(Memory<Fr> values)
    {
        if (values.Length != _domain.Size)
            throw new ArgumentException($"A transform on this domain takes {_domain.Size} elements, not {values.Length}.", nameof(values));
    }
}
