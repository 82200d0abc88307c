using System.Numerics;

namespace Amaters.KernelGenerator;

/// <summary>What a kernel multiplies and what it does with the product.</summary>
internal enum ProductKind
{
    /// <summary>r = a·b, lane by lane.</summary>
    Multiply,

    /// <summary>r = a².</summary>
    Square,

    /// <summary>r = a·c, the same c in all lanes.</summary>
    MultiplyByConstant,

    /// <summary>(a, b) = (a + b·c, a − b·c), the same c in all lanes.</summary>
    Butterfly,
}

/// <summary>Writes one Montgomery multiplication of eight lanes and argues its bounds.</summary>
/// <remarks>
/// <para>Products are summed column by column. The low n−1 digits qₖ fold upwards as qₖ·(2^−w mod p), so no digit waits for a product with
/// the modulus' inverse; only the last digit takes the ordinary Montgomery step q = t·(−p^−1) mod 2^w.</para>
/// <para>The products of column k+1 are written before the carry of column k, which hides the latency of the carry. A result limb k−n is
/// stored after the last read of operand limb k−n, so the result may be the same block as an operand.</para>
/// </remarks>
internal sealed class ProductKernel(LaneField prime, ProductKind kind, ConstantTable table)
{
    private readonly List<string> _lines = [];
    private readonly List<(BigInteger X, BigInteger Y)>[] _products = new List<(BigInteger X, BigInteger Y)>[2 * prime.LimbCount - 1];
    private readonly BigInteger[] _xBounds = new BigInteger[prime.LimbCount];
    private readonly BigInteger[] _yBounds = new BigInteger[prime.LimbCount];

    /// <summary>Scratch a kernel needs, in longs: the doubles of the second operand, its doubled limbs, the digits.</summary>
    public static int ScratchLongs(LaneField prime) => 3 * prime.LimbCount * LaneField.Lanes;

    /// <summary>Argued bounds, filled by <see cref="Write"/>.</summary>
    public ColumnBound Bounds { get; } = new(prime);

    /// <summary>Writes the statements of the kernel's body.</summary>
    /// <param name="xLimb">Magnitude of every limb of the operand held in registers (a; b for a butterfly) except the top one.</param>
    /// <param name="xTop">Magnitude of its top limb.</param>
    /// <param name="yLimb">Magnitude of every limb of the operand in memory except the top one.</param>
    /// <param name="yTop">Magnitude of its top limb.</param>
    /// <param name="scratch">Where the scratch begins, in longs from w.</param>
    public IReadOnlyList<string> Write(BigInteger xLimb, BigInteger xTop, BigInteger yLimb, BigInteger yTop, int scratch)
    {
        int n = prime.LimbCount, w = prime.LimbBits, u = prime.HighBits;
        for (var i = 0; i < n; i++)
        {
            _xBounds[i] = i == n - 1 ? xTop : xLimb;
            _yBounds[i] = i == n - 1 ? yTop : yLimb;
        }

        Emit($"var s = w + {scratch};");
        Emit($"var magic = {table.DoubleBits(prime.MagicBits)};");
        LoadOperands();
        WriteProducts(0);
        var magicChains = 0;
        var fold = prime.FoldLimbs;
        var modulus = prime.ModulusLimbs;
        for (var k = 0; k < 2 * n - 1; k++)
        {
            if (k + 1 < 2 * n - 1)
                WriteProducts(k + 1);

            // The constant of the column: rounding to balanced digits, −p when centred, and what the magic start of the chains left in the carry.
            var rounding = k == n - 1 ? 0 : prime.Rounding;
            var minusModulus = prime.Centred && k >= n ? modulus[k - n] : 0;
            var constant = unchecked(rounding - minusModulus - ((magicChains * prime.MagicBits) << (u - w)));
            if (constant != 0)
                Emit($"l{k} += {table.Integer(constant)};");

            List<(int Digit, long Factor)> folds = [];
            for (var i = 0; i < Math.Min(k, n - 1); i++)
            {
                if (k - 1 - i < n)
                    folds.Add((i, fold[k - 1 - i]));
            }

            if (k > n - 1)
                folds.Add((n - 1, modulus[k - (n - 1)]));

            List<(BigInteger X, BigInteger Y)> foldTerms = [.. folds.Select(term => (prime.DigitBound, BigInteger.Abs(term.Factor)))];
            if (k == n - 1)
                foldTerms.Add((prime.DigitBound, BigInteger.Abs(modulus[0])));
            var joined = _products[k].Concat(foldTerms).Aggregate(BigInteger.Zero, (sum, term) => sum + term.X * term.Y);
            var split = joined >= Bounds.ChainLimit;
            var chain = split ? $"g{k}" : $"h{k}";

            for (var t = 0; t < folds.Count; t++)
            {
                // The carry is the value that arrives last, so it is added as late as possible.
                if (k > 0 && t == folds.Count - 1)
                    Emit($"l{k} += c{k - 1};");
                var (digit, factor) = folds[t];
                var start = split && t == 0 ? "magic" : chain;
                Emit($"{(split && t == 0 ? "var " : "")}{chain} = Vector512.FusedMultiplyAdd(qd{digit}, {table.Double(factor)}, {start});");
                Emit($"l{k} += q{digit} * {table.Integer(factor)};");
            }

            if (k > 0 && folds.Count == 0)
                Emit($"l{k} += c{k - 1};");
            if (k == n - 1)
            {
                var product = $"l{k} * {table.Integer(prime.NegatedInverse)}";
                Emit(prime.Balanced
                    ? $"var q{k} = (({product}) << {64 - w}) >> {64 - w};"
                    : $"var q{k} = ({product}) & {table.Integer(prime.DigitMask)};");
                Emit($"var qd{k} = Avx512DQ.ConvertToVector512Double(q{k});");
                Emit($"{chain} = Vector512.FusedMultiplyAdd(qd{k}, {table.Double(modulus[0])}, {chain});");
                Emit($"l{k} += q{k} * {table.Integer(modulus[0])};");
            }

            magicChains = split ? 2 : 1;
            Bounds.Close(k, split ? [_products[k], foldTerms] : [[.. _products[k], .. foldTerms]], rounding + BigInteger.Abs(minusModulus));

            Emit(split ? $"var t{k} = h{k}.AsInt64() + g{k}.AsInt64();" : $"var t{k} = h{k}.AsInt64();");
            Emit($"var c{k} = (t{k} << {u - w}) + ((l{k} - (t{k} << {u})) >> {w});");
            if (k < n - 1)
            {
                Emit($"var q{k} = {Digit(k)};");
                Emit($"var qd{k} = Avx512DQ.ConvertToVector512Double(q{k});");
                // Nothing reads this: the store keeps the JIT from moving loads across columns, which would spill.
                Emit($"q{k}.Store(s + {LaneField.Lanes * (2 * n + k)});");
            }
            else if (k > n - 1)
            {
                WriteResult(k - n, Digit(k));
            }
        }

        var topConstant = unchecked(-((magicChains * prime.MagicBits) << (u - w)) - (prime.Centred ? modulus[n - 1] : 0));
        WriteResult(n - 1, $"c{2 * n - 2} + {table.Integer(topConstant)}");
        return _lines;
    }

    private void LoadOperands()
    {
        var held = kind == ProductKind.Butterfly ? "b" : "a";
        for (var i = 0; i < prime.LimbCount; i++)
        {
            var line = LaneField.Lanes * i;
            Emit($"var x{i} = Vector512.Load((long*){held} + {line});");
            Emit($"var xd{i} = Avx512DQ.ConvertToVector512Double(x{i});");
            if (kind == ProductKind.Multiply)
                Emit($"Avx512DQ.ConvertToVector512Double(Vector512.Load((long*)b + {line})).Store((double*)s + {line});");
            if (kind == ProductKind.Square && i > 0)
            {
                Emit($"(x{i} + x{i}).Store(s + {LaneField.Lanes * (prime.LimbCount + i)});");
                Emit($"(xd{i} + xd{i}).Store((double*)s + {line});");
            }
        }
    }

    private void WriteProducts(int k)
    {
        _products[k] = [];
        for (var i = 0; i < prime.LimbCount; i++)
        {
            var j = k - i;
            if (j < 0 || j >= prime.LimbCount || (kind == ProductKind.Square && i > j))
                continue;
            var (integer, real) = SecondFactor(i, j);
            var first = _products[k].Count == 0;
            Emit($"{(first ? "var " : "")}h{k} = Vector512.FusedMultiplyAdd(xd{i}, {real}, {(first ? "magic" : $"h{k}")});");
            Emit(first ? $"var l{k} = x{i} * {integer};" : $"l{k} += x{i} * {integer};");
            var doubled = kind == ProductKind.Square && i < j ? 2 : 1;
            _products[k].Add((_xBounds[i], doubled * _yBounds[j]));
        }
    }

    private (string Integer, string Real) SecondFactor(int i, int j)
    {
        var line = LaneField.Lanes * j;
        return kind switch
        {
            ProductKind.Multiply => ($"Vector512.Load((long*)b + {line})", $"Vector512.Load((double*)s + {line})"),
            ProductKind.Square when i == j => ($"x{i}", $"xd{i}"),
            ProductKind.Square => ($"Vector512.Load(s + {LaneField.Lanes * (prime.LimbCount + j)})", $"Vector512.Load((double*)s + {line})"),
            _ => ($"Vector512.Create(((long*)c)[{j}])", $"Vector512.Create(((double*)c)[{prime.LimbCount + j}])"),
        };
    }

    private string Digit(int k) => prime.Balanced
        ? $"(l{k} & {table.Integer(prime.DigitMask)}) - {table.Integer(prime.Rounding)}"
        : $"l{k} & {table.Integer(prime.DigitMask)}";

    private void WriteResult(int limb, string value)
    {
        var line = LaneField.Lanes * limb;
        if (kind != ProductKind.Butterfly)
        {
            Emit($"({value}).Store((long*)r + {line});");
            return;
        }

        Emit($"var z{limb} = {value};");
        Emit($"var u{limb} = Vector512.Load((long*)a + {line});");
        Emit($"(u{limb} + z{limb}).Store((long*)a + {line});");
        Emit($"(u{limb} - z{limb}).Store((long*)b + {line});");
    }

    private void Emit(string line) => _lines.Add(line);
}
