using System.Globalization;
using System.Numerics;

namespace Amaters.KernelGenerator;

/// <summary>
/// Writes a small linear combination of blocks followed by one parallel carry step: every limb hands its excess to the next one, all at once.
/// Optionally the nearest multiple of p is taken away first, found from the top limb alone.
/// </summary>
/// <param name="prime">A field with balanced digits.</param>
/// <param name="terms">Operand names with small factors ±1, ±2, 3, 8, 12.</param>
/// <param name="reduced">Whether the result is brought back to about ±p/2.</param>
internal sealed class LinearKernel(LaneField prime, IReadOnlyList<(string Operand, int Factor)> terms, bool reduced)
{
    /// <summary>The double 1.5·2^52: adding it leaves the nearest integer in the low mantissa bits.</summary>
    private const long RoundingMagicBits = 0x4338_0000_0000_0000;

    /// <summary>Sum of the factors' magnitudes, the growth of a limb before the carry.</summary>
    public int Growth => terms.Sum(term => Math.Abs(term.Factor));

    /// <summary>
    /// Magnitude of a result limb below the top one: a balanced digit and the carry of its neighbour.
    /// </summary>
    /// <param name="limb">Magnitude of an operand's limb.</param>
    /// <param name="multiples">Largest magnitude of the multiple of p that is taken away.</param>
    public BigInteger ResultLimb(BigInteger limb, int multiples)
    {
        var beforeCarry = Growth * limb + (reduced ? multiples * prime.DigitBound : 0);
        if (beforeCarry + prime.Rounding >= BigInteger.One << 63)
            throw new InvalidOperationException("A linear kernel's limb leaves 64 bits.");
        return prime.DigitBound + beforeCarry / prime.Radix + 1;
    }

    /// <summary>Writes the statements of the kernel's body.</summary>
    public IReadOnlyList<string> Write()
    {
        List<string> lines = [];
        var n = prime.LimbCount;
        lines.Add($"var rounding = Vector512.Create({prime.Rounding}L);");
        for (var i = 0; i < n; i++)
            lines.Add($"var t{i} = {Sum(i)};");
        if (reduced)
        {
            var inverseTop = Math.Exp(n * prime.LimbBits * Math.Log(2) - prime.LimbBits * Math.Log(2) - BigInteger.Log(prime.Modulus));
            lines.Add($"var multiple = Vector512.FusedMultiplyAdd(Avx512DQ.ConvertToVector512Double(t{n - 1}), Vector512.Create({inverseTop.ToString("R", CultureInfo.InvariantCulture)}), Vector512.Create({BitConverter.Int64BitsToDouble(RoundingMagicBits).ToString("R", CultureInfo.InvariantCulture)}d)).AsInt64() - Vector512.Create(0x{RoundingMagicBits:x}L);");
            for (var i = 0; i < n; i++)
                lines.Add($"t{i} -= multiple * Vector512.Create({prime.ModulusLimbs[i]}L);");
        }

        for (var i = 0; i < n - 1; i++)
            lines.Add($"var c{i} = (t{i} + rounding) >> {prime.LimbBits};");
        for (var i = 0; i < n; i++)
        {
            var digit = i < n - 1 ? $"(t{i} - (c{i} << {prime.LimbBits}))" : $"t{i}";
            var carry = i > 0 ? $" + c{i - 1}" : "";
            lines.Add($"({digit}{carry}).Store((long*)r + {LaneField.Lanes * i});");
        }

        return lines;
    }

    private string Sum(int limb)
    {
        var text = "";
        foreach (var (operand, factor) in terms)
        {
            var load = $"Vector512.Load((long*){operand} + {LaneField.Lanes * limb})";
            var scaled = Math.Abs(factor) switch
            {
                1 => load,
                2 => $"({load} << 1)",
                3 => $"(({load} << 1) + {load})",
                8 => $"({load} << 3)",
                12 => $"(({load} << 3) + ({load} << 2))",
                _ => throw new ArgumentException($"No shifts for the factor {factor}."),
            };
            text += factor < 0 ? $" - {scaled}" : text.Length > 0 ? $" + {scaled}" : scaled;
        }

        return text;
    }
}
