using System.Numerics;

namespace Amaters.KernelGenerator;

/// <summary>Writes one Montgomery multiplication of four lanes in double arithmetic and argues its bounds.</summary>
/// <remarks>
/// <para>Column k sums products in a chain of fused multiply-adds h ← h + x·y that starts at 1.5·2^(52+w), so every h is a multiple of 2^w.
/// The rounding of each step is recovered exactly: x·y − (h' − h) fits a double, because it is at most 2^(w−1), and so do sums of a few.
/// The digits of low columns fold upwards as in <see cref="ProductKernel"/>.</para>
/// <para>Sound while the chain stays below 2^(51+w) and every sum of low parts and carries below 2^53; both are computed here.</para>
/// </remarks>
internal sealed class DoubleProductKernel(DoubleField prime, ProductKind kind, VectorTable table)
{
    private readonly List<string> _lines = [];

    /// <summary>Largest magnitude of a chain.</summary>
    public BigInteger LargestChain { get; private set; }

    /// <summary>Largest magnitude of a sum of low parts.</summary>
    public BigInteger LargestLow { get; private set; }

    /// <summary>What a chain must stay below.</summary>
    public BigInteger ChainLimit => BigInteger.One << (51 + prime.LimbBits);

    /// <summary>What a low sum must stay below.</summary>
    public static BigInteger LowLimit => BigInteger.One << 53;

    /// <summary>Writes the statements of the kernel's body. Arguments are magnitudes of limbs: below the top one and of the top one.</summary>
    public IReadOnlyList<string> Write(BigInteger xLimb, BigInteger xTop, BigInteger yLimb, BigInteger yTop)
    {
        int n = prime.LimbCount;
        var modulus = prime.ModulusLimbs;
        var fold = prime.FoldLimbs;
        var held = kind == ProductKind.Butterfly ? "b" : "a";
        Emit($"var magic = {table.Constant(prime.HighMagic)};");
        for (var i = 0; i < n; i++)
            Emit($"var x{i} = Vector256.Load((double*){held} + {DoubleField.Lanes * i});");
        BigInteger carry = 0;
        for (var k = 0; k < 2 * n - 1; k++)
        {
            BigInteger chain = 0, low = carry;
            var terms = 0;
            for (var i = 0; i < n; i++)
            {
                var j = k - i;
                if (j < 0 || j >= n || (kind == ProductKind.Square && i > j))
                    continue;
                var doubled = kind == ProductKind.Square && i < j;
                Term($"x{i}", kind switch
                {
                    ProductKind.Square => doubled ? $"(x{j} + x{j})" : $"x{j}",
                    ProductKind.Multiply => $"Vector256.Load((double*)b + {DoubleField.Lanes * j})",
                    _ => $"Vector256.Create(((double*)c)[{j}])",
                });
                chain += (i == n - 1 ? xTop : xLimb) * (j == n - 1 ? yTop : yLimb) * (doubled ? 2 : 1);
            }

            for (var i = 0; i < Math.Min(k, n - 1); i++)
            {
                if (k - 1 - i < n)
                    Fold(i, fold[k - 1 - i]);
            }

            if (k > n - 1)
                Fold(n - 1, modulus[k - (n - 1)]);
            if (k > 0)
                Emit($"l{k} += c{k - 1};");
            if (k == n - 1)
            {
                // The last digit: q = l·(−p^−1) mod 2^w, as the rounding error of the product's high part.
                Emit($"var d{k} = Vector256.FusedMultiplyAdd(l{k}, {table.Constant(1 / (double)prime.Radix)}, {table.Constant(DoubleField.IntegerMagic)}) - {table.Constant(DoubleField.IntegerMagic)};");
                Emit($"d{k} = Vector256.FusedMultiplyAdd(d{k}, {table.Constant(-(double)prime.Radix)}, l{k});");
                Emit($"var e{k} = Vector256.FusedMultiplyAdd(d{k}, {table.Constant(prime.NegatedInverse)}, magic);");
                Emit($"var q{k} = Vector256.FusedMultiplyAdd(d{k}, {table.Constant(prime.NegatedInverse)}, magic - e{k});");
                Fold(k, modulus[0]);
            }

            Check(k, chain, low);
            // h is a multiple of 2^w, so its share of the carry is exact; the low part is rounded to the nearest multiple and keeps a balanced digit.
            Emit($"var f{k} = Vector256.FusedMultiplyAdd(l{k}, {table.Constant(1 / (double)prime.Radix)}, {table.Constant(DoubleField.IntegerMagic)}) - {table.Constant(DoubleField.IntegerMagic)};");
            if (k != n - 1)
                Emit($"var q{k} = Vector256.FusedMultiplyAdd(f{k}, {table.Constant(-(double)prime.Radix)}, l{k});");
            Emit($"var c{k} = Vector256.FusedMultiplyAdd(h{k} - magic, {table.Constant(1 / (double)prime.Radix)}, f{k});");
            carry = ((chain + low) >> prime.LimbBits) + 2;
            if (k > n - 1)
                Result(k - n, $"q{k}");

            void Term(string x, string y)
            {
                if (terms++ == 0)
                {
                    Emit($"var y{k} = {y};");
                    Emit($"var h{k} = Vector256.FusedMultiplyAdd({x}, y{k}, magic);");
                    Emit($"var l{k} = Vector256.FusedMultiplyAdd({x}, y{k}, magic - h{k});");
                    Emit($"var g{k} = h{k};");
                }
                else
                {
                    Emit($"y{k} = {y};");
                    Emit($"g{k} = h{k};");
                    Emit($"h{k} = Vector256.FusedMultiplyAdd({x}, y{k}, g{k});");
                    Emit($"l{k} += Vector256.FusedMultiplyAdd({x}, y{k}, g{k} - h{k});");
                }

                low += prime.DigitBound;
            }

            void Fold(int digit, long factor)
            {
                Term($"q{digit}", table.Constant(factor));
                chain += prime.DigitBound * BigInteger.Abs(factor);
            }
        }

        Result(n - 1, $"c{2 * n - 2}");
        return _lines;
    }

    private void Check(int column, BigInteger chain, BigInteger low)
    {
        if (chain >= ChainLimit || low >= LowLimit)
            throw new InvalidOperationException($"{prime.Name} column {column}: chain 2^{ColumnBound.Log2(chain):F2}, low parts 2^{ColumnBound.Log2(low):F2}");
        LargestChain = BigInteger.Max(LargestChain, chain);
        LargestLow = BigInteger.Max(LargestLow, low);
    }

    private void Result(int limb, string value)
    {
        var line = DoubleField.Lanes * limb;
        if (kind != ProductKind.Butterfly)
        {
            Emit($"{value}.Store((double*)r + {line});");
            return;
        }

        Emit($"var u{limb} = Vector256.Load((double*)a + {line});");
        Emit($"(u{limb} + {value}).Store((double*)a + {line});");
        Emit($"(u{limb} - {value}).Store((double*)b + {line});");
    }

    private void Emit(string line) => _lines.Add(line);
}
