using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Jubjub;

/// <summary>The multiples digit·16ⁱ·P of one point, so that a scalar multiplication is 63 additions and no doubling.</summary>
/// <remarks>
/// Each addition reads all sixteen entries of its row and keeps one by masks, so neither branches nor addresses depend
/// on the scalar. The JIT gives no promise to keep it so; see SECURITY.md.
/// </remarks>
internal sealed class FixedBaseTable
{
    private const int WindowBits = 4;
    private const int WindowSize = 1 << WindowBits;
    private const int WindowCount = JubjubCurve.ScalarBitCount / WindowBits;

    private readonly (Fr U, Fr V)[] _multiples;

    public FixedBaseTable(in JubjubPoint point)
    {
        var multiples = new ExtendedPoint[WindowCount * WindowSize];
        var power = point.ToCurvePoint().ToExtended();
        for (int window = 0; window < WindowCount; window++)
        {
            var multiple = ExtendedPoint.Identity;
            for (int digit = 0; digit < WindowSize; digit++)
            {
                multiples[(window * WindowSize) + digit] = multiple;
                multiple += power;
            }

            power = multiple;
        }

        _multiples = ExtendedPoint.ToAffine(multiples);
    }

    public ExtendedPoint Multiply(in JubjubScalar scalar)
    {
        Span<ulong> limbs = stackalloc ulong[4];
        scalar.ToStandardLimbs(limbs);
        var sum = ExtendedPoint.Identity;
        for (int window = 0; window < WindowCount; window++)
        {
            int bit = window * WindowBits;
            ulong digit = (limbs[bit >> 6] >> (bit & 63)) & (WindowSize - 1);
            var (u, v) = Select(_multiples.AsSpan(window * WindowSize, WindowSize), digit);
            sum += ExtendedPoint.FromAffine(u, v);
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(limbs));
        return sum;
    }

    private static (Fr U, Fr V) Select(ReadOnlySpan<(Fr U, Fr V)> row, ulong digit)
    {
        var (u, v) = row[0];
        for (int i = 1; i < row.Length; i++)
        {
            // All ones when i = digit: only then is the difference 0 and does it borrow.
            ulong mask = unchecked(0 - ((((ulong)i ^ digit) - 1) >> 63));
            u = Fr.Select(mask, row[i].U, u);
            v = Fr.Select(mask, row[i].V, v);
        }

        return (u, v);
    }
}
