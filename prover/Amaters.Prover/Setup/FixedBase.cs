using System.Buffers;
using System.Runtime.InteropServices;
using Amaters.Circuits.Fields;
using Amaters.Prover.Msm;
using Amaters.Prover.Parallelism;
using Amaters.Verifier.Curve;

namespace Amaters.Prover.Setup;

/// <summary>Multiplies one base point by many scalars from a table of d·2^(c·j)·G for every window j and digit 0 &lt; d ≤ 2^(c−1).</summary>
/// <remarks>
/// A multiple is then one addition for each window. The additions of a block of scalars in one window are independent of one another, so they share
/// inversions (<see cref="BatchAdder{TField}"/>). Timing and memory access depend on the scalars; a development set-up accepts that.
/// </remarks>
internal sealed class FixedBase<TPoint, TAffine, TField>
    where TPoint : struct, IGroupElement<TPoint, TAffine>
    where TAffine : struct
    where TField : struct, IFieldElement<TField>
{
    private const int MaxWindowBits = 12;
    private const int BlockSize = 1024;

    private readonly int _windowBits;
    private readonly int _workerCount;
    private readonly TAffine[][] _multiples;

    /// <summary>Makes the table.</summary>
    /// <param name="basePoint">G.</param>
    /// <param name="expectedCount">About how many multiples will be asked for; decides the size of the table.</param>
    /// <param name="workerCount">How many pieces of work run at once.</param>
    public FixedBase(TAffine basePoint, int expectedCount, int workerCount)
    {
        // A table entry costs about as much as an addition: spend a small part of the additions on the table.
        _windowBits = Math.Clamp(System.Numerics.BitOperations.Log2((uint)Math.Max(expectedCount, 1)) - 4, 2, MaxWindowBits);
        _workerCount = workerCount;
        var windowBases = new TPoint[SignedDigits.WindowCountOf(_windowBits)];
        windowBases[0] = TPoint.FromAffine(basePoint);
        for (int window = 1; window < windowBases.Length; window++)
        {
            windowBases[window] = windowBases[window - 1];
            for (int bit = 0; bit < _windowBits; bit++)
                windowBases[window] = windowBases[window].Double();
        }

        _multiples = new TAffine[windowBases.Length][];
        WorkQueue.Run(windowBases.Length, workerCount, window => _multiples[window] = FirstMultiples(windowBases[window], 1 << (_windowBits - 1)));
    }

    /// <summary>kᵢ·G for every i, in affine coordinates.</summary>
    /// <param name="scalars">The scalars.</param>
    /// <param name="done">Told after each block how many multiples it had, from any thread.</param>
    public TAffine[] Multiply(ReadOnlyMemory<Fr> scalars, Action<int> done)
    {
        var products = new TAffine[scalars.Length];
        using var digits = SignedDigits.Of(scalars, _windowBits, _workerCount);
        WorkQueue.Run(
            (scalars.Length + BlockSize - 1) / BlockSize,
            _workerCount,
            () => new BatchAdder<TField>(),
            (block, adder) =>
            {
                int start = block * BlockSize;
                int length = Math.Min(BlockSize, scalars.Length - start);
                MultiplyBlock(digits, start, adder, products.AsSpan(start, length));
                done(length);
            },
            adder => adder.Dispose());
        return products;
    }

    private void MultiplyBlock(SignedDigits digits, int start, BatchAdder<TField> adder, Span<TAffine> products)
    {
        var sums = ArrayPool<AffinePoint<TField>>.Shared.Rent(products.Length);
        sums.AsSpan(0, products.Length).Clear();
        for (int window = 0; window < digits.WindowCount; window++)
        {
            var multiples = MemoryMarshal.Cast<TAffine, AffinePoint<TField>>(_multiples[window]);
            var windowDigits = digits.Window(window).Slice(start, products.Length);
            for (int i = 0; i < products.Length; i++)
            {
                int digit = windowDigits[i];
                if (digit > 0)
                    adder.Add(sums[i], multiples[digit - 1], sums, i);
                else if (digit < 0)
                    adder.Add(sums[i], -multiples[-digit - 1], sums, i);
            }

            adder.Flush(sums);
        }

        MemoryMarshal.Cast<AffinePoint<TField>, TAffine>(sums.AsSpan(0, products.Length)).CopyTo(products);
        ArrayPool<AffinePoint<TField>>.Shared.Return(sums);
    }

    // P, 2P, …, count·P.
    private static TAffine[] FirstMultiples(in TPoint point, int count)
    {
        var affine = point.ToAffine();
        var multiples = new TPoint[count];
        multiples[0] = point;
        for (int i = 1; i < count; i++)
            multiples[i] = multiples[i - 1] + affine;
        var result = new TAffine[count];
        TPoint.ToAffine(multiples, result);
        return result;
    }
}
