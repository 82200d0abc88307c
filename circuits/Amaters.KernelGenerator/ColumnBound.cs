using System.Numerics;

namespace Amaters.KernelGenerator;

/// <summary>
/// The no-overflow argument of one kernel, computed column by column with exact integers while the kernel is written.
/// </summary>
/// <remarks>
/// <para>Column k sums the products S = Σ xᵢ·yⱼ (+ carry). A chain of double fused multiply-adds started at 1.5·2^(52+U) leaves
/// h·2^U; it is sound while every partial sum of a chain stays below 2^(51+U) in magnitude. The same products summed modulo 2^64 by
/// integer multiplications leave L ≡ S. If |S − h·2^U| &lt; 2^63 then S = h·2^U + (L − h·2^U mod± 2^64) exactly.</para>
/// <para>Each fused multiply-add rounds by at most 2^(U−1); a limb above 2^53 also loses up to 2^−53 of itself when it becomes a double.</para>
/// </remarks>
internal sealed class ColumnBound(LaneField prime)
{
    private BigInteger _carry;

    /// <summary>The largest magnitude any chain of double sums reaches.</summary>
    public BigInteger LargestChain { get; private set; }

    /// <summary>The largest distance between a column and the multiple of 2^U that its doubles hold.</summary>
    public BigInteger LargestDistance { get; private set; }

    /// <summary>What a chain of doubles must stay below: 2^(51+U).</summary>
    public BigInteger ChainLimit => BigInteger.One << (51 + prime.HighBits);

    /// <summary>What the distance must stay below: 2^63.</summary>
    public static BigInteger DistanceLimit => BigInteger.One << 63;

    /// <summary>Checks one column and takes its carry into the next.</summary>
    /// <param name="column">The column's number, for the message.</param>
    /// <param name="chains">For each chain of fused multiply-adds the magnitudes of its factors.</param>
    /// <param name="addend">Magnitude of the constant added to the column (rounding, −p).</param>
    public void Close(int column, IReadOnlyList<IReadOnlyList<(BigInteger X, BigInteger Y)>> chains, BigInteger addend)
    {
        var total = _carry + addend;
        var distance = _carry + addend;
        foreach (var chain in chains)
        {
            BigInteger sum = 0;
            foreach (var (x, y) in chain)
            {
                sum += x * y;
                distance += (BigInteger.One << (prime.HighBits - 1)) + ConversionLoss(x, y);
            }

            if (sum >= ChainLimit)
                throw new InvalidOperationException($"{prime.Name} column {column}: a chain reaches 2^{Log2(sum):F2}");
            LargestChain = BigInteger.Max(LargestChain, sum);
            total += sum;
        }

        if (distance >= DistanceLimit)
            throw new InvalidOperationException($"{prime.Name} column {column}: distance reaches 2^{Log2(distance):F2}");
        LargestDistance = BigInteger.Max(LargestDistance, distance);
        _carry = (total >> prime.LimbBits) + 1;
    }

    /// <summary>log2 of a positive bound, for the text.</summary>
    public static double Log2(BigInteger value) => BigInteger.Log(value, 2);

    private static BigInteger ConversionLoss(BigInteger x, BigInteger y)
    {
        static BigInteger Loss(BigInteger limb) => limb >> 53;
        return Loss(x) * y + Loss(y) * x + Loss(x) * Loss(y);
    }
}
