using System.Numerics;

namespace Amaters.Verifier.Fields;

/// <summary>Inverses modulo p by division steps, four times as fast as a power: Bernstein and Yang, "Fast constant-time gcd computation and modular
/// inversion" (eprint 2019/266), in the variable-time form of libsecp256k1's <c>modinv32</c>.</summary>
/// <remarks>
/// <para>Invariant: f ≡ d·x and g ≡ e·x (mod p), starting from f = p, d = 0, g = x, e = 1. A step halves g, or swaps it with f first so that it becomes even. Thirty
/// steps depend on the low thirty bits of f and g alone, so they are gathered into a matrix (u v; q r), scaled by 2³⁰, and then applied to all limbs at once.
/// When g is 0, f is ±1 and the inverse ±d.</para>
/// <para>Numbers are thirteen limbs of thirty bits, the top one signed: 390 bits for values between −2p and p, p below 2³⁸¹. |u| + |v| and |q| + |r| are at most 2³⁰, so a column of
/// products stays below 2⁶².</para>
/// </remarks>
internal static class DivisionSteps
{
    /// <summary>The element with the Montgomery form R³ modulo p.</summary>
    internal static readonly Fp RadixCubed = Fp.FromBigInteger(BigInteger.ModPow(BigInteger.One << (64 * Fp.LimbCount), 2, Fp.Modulus));

    private const int LimbBits = 30;
    private const int LimbCount = 13;
    private const long Mask = (1L << LimbBits) - 1;

    private static readonly long[] Modulus = [.. Enumerable.Range(0, LimbCount).Select(i => (long)(Fp.Modulus >> (LimbBits * i) & Mask))];

    /// <summary>p⁻¹ modulo 2³⁰.</summary>
    private static readonly long ModulusInverse = (long)BigInteger.ModPow(Fp.Modulus, (BigInteger.One << (LimbBits - 1)) - 1, BigInteger.One << LimbBits);

    /// <summary>Replaces x by x⁻¹ modulo p, and 0 by 0.</summary>
    /// <param name="x">Six words of 64 bits, lowest first; a number below p.</param>
    public static void Invert(Span<ulong> x)
    {
        Span<long> d = stackalloc long[LimbCount], e = stackalloc long[LimbCount], f = stackalloc long[LimbCount], g = stackalloc long[LimbCount];
        d.Clear();
        e.Clear();
        e[0] = 1;
        Modulus.CopyTo(f);
        Cut(x, g);
        var modulus = Modulus.AsSpan();
        var length = LimbCount;
        var eta = -1;
        while (!IsZero(g[..length]))
        {
            var steps = Steps(ref eta, (ulong)f[0] | ((ulong)f[1] << LimbBits), (ulong)g[0] | ((ulong)g[1] << LimbBits));
            Apply(steps, d, e, modulus);
            Apply(steps, f[..length], g[..length]);
            if (length > 2 && (f[length - 1] is 0 or -1) && (g[length - 1] is 0 or -1))
            {
                // The top limbs are but signs: they go into the limbs below.
                f[length - 2] += f[length - 1] << LimbBits;
                g[length - 2] += g[length - 1] << LimbBits;
                length--;
            }
        }

        Normalize(d, isNegated: f[length - 1] < 0, modulus);
        Join(d, x);
    }

    // Thirty steps on the low bits of f and g. eta is −δ of the paper.
    private static Matrix Steps(ref int eta, ulong f, ulong g)
    {
        ulong u = 1, v = 0, q = 0, r = 1;
        var left = LimbBits;
        while (true)
        {
            var zeros = BitOperations.TrailingZeroCount(g | (ulong.MaxValue << left));
            g >>= zeros;
            u <<= zeros;
            v <<= zeros;
            eta -= zeros;
            left -= zeros;
            if (left == 0)
                return new Matrix((long)u, (long)v, (long)q, (long)r);

            // Both are odd. Up to min(eta + 1, left) low bits of g can be cancelled by a multiple of f before a swap is due.
            ulong multiple;
            if (eta < 0)
            {
                eta = -eta;
                (f, g) = (g, unchecked(0 - f));
                (u, q) = (q, unchecked(0 - u));
                (v, r) = (r, unchecked(0 - v));
                multiple = unchecked(f * g * ((f * f) - 2)) & (ulong.MaxValue >> (64 - Math.Min(eta + 1, left))) & 63;
            }
            else
            {
                multiple = unchecked((0 - (f + (((f + 1) & 4) << 1))) * g) & (ulong.MaxValue >> (64 - Math.Min(eta + 1, left))) & 15;
            }

            g = unchecked(g + (f * multiple));
            q = unchecked(q + (u * multiple));
            r = unchecked(r + (v * multiple));
        }
    }

    // (f, g) ← (u v; q r)·(f, g) / 2³⁰, which is exact.
    private static void Apply(in Matrix t, Span<long> f, Span<long> g)
    {
        g = g[..f.Length];
        long carryF = ((t.U * f[0]) + (t.V * g[0])) >> LimbBits, carryG = ((t.Q * f[0]) + (t.R * g[0])) >> LimbBits;
        for (var i = 1; i < f.Length; i++)
        {
            long x = f[i], y = g[i];
            carryF += (t.U * x) + (t.V * y);
            carryG += (t.Q * x) + (t.R * y);
            f[i - 1] = carryF & Mask;
            g[i - 1] = carryG & Mask;
            carryF >>= LimbBits;
            carryG >>= LimbBits;
        }

        f[^1] = carryF;
        g[^1] = carryG;
    }

    // (d, e) ← (u v; q r)·(d, e) / 2³⁰ modulo p: multiples of p make the low limbs vanish and keep both between −2p and p.
    private static void Apply(in Matrix t, Span<long> d, Span<long> e, ReadOnlySpan<long> modulus)
    {
        e = e[..d.Length];
        modulus = modulus[..d.Length];
        long signD = d[^1] >> 63, signE = e[^1] >> 63;
        long multipleD = (t.U & signD) + (t.V & signE), multipleE = (t.Q & signD) + (t.R & signE);
        long carryD = (t.U * d[0]) + (t.V * e[0]), carryE = (t.Q * d[0]) + (t.R * e[0]);
        multipleD -= unchecked((ModulusInverse * carryD) + multipleD) & Mask;
        multipleE -= unchecked((ModulusInverse * carryE) + multipleE) & Mask;
        carryD = (carryD + (modulus[0] * multipleD)) >> LimbBits;
        carryE = (carryE + (modulus[0] * multipleE)) >> LimbBits;
        for (var i = 1; i < d.Length; i++)
        {
            long x = d[i], y = e[i];
            carryD += (t.U * x) + (t.V * y) + (modulus[i] * multipleD);
            carryE += (t.Q * x) + (t.R * y) + (modulus[i] * multipleE);
            d[i - 1] = carryD & Mask;
            e[i - 1] = carryE & Mask;
            carryD >>= LimbBits;
            carryE >>= LimbBits;
        }

        d[^1] = carryD;
        e[^1] = carryE;
    }

    // From −2p … p to 0 … p − 1, after a change of sign if f ended at −1.
    private static void Normalize(Span<long> d, bool isNegated, ReadOnlySpan<long> modulus)
    {
        if (d[^1] < 0)
            Add(d, modulus);
        if (isNegated)
        {
            foreach (ref var limb in d)
                limb = -limb;
            Carry(d);
        }

        if (d[^1] < 0)
            Add(d, modulus);
    }

    private static void Add(Span<long> d, ReadOnlySpan<long> modulus)
    {
        for (var i = 0; i < d.Length; i++)
            d[i] += modulus[i];
        Carry(d);
    }

    private static void Carry(Span<long> d)
    {
        for (var i = 0; i < d.Length - 1; i++)
        {
            d[i + 1] += d[i] >> LimbBits;
            d[i] &= Mask;
        }
    }

    private static bool IsZero(ReadOnlySpan<long> limbs)
    {
        var any = 0L;
        foreach (var limb in limbs)
            any |= limb;
        return any == 0;
    }

    private static void Cut(ReadOnlySpan<ulong> words, Span<long> limbs)
    {
        for (var i = 0; i < limbs.Length; i++)
        {
            var (word, shift) = Math.DivRem(LimbBits * i, 64);
            var bits = words[word] >> shift;
            if (shift > 64 - LimbBits && word + 1 < words.Length)
                bits |= words[word + 1] << (64 - shift);
            limbs[i] = (long)bits & Mask;
        }
    }

    private static void Join(ReadOnlySpan<long> limbs, Span<ulong> words)
    {
        words.Clear();
        for (var i = 0; i < limbs.Length; i++)
        {
            var (word, shift) = Math.DivRem(LimbBits * i, 64);
            words[word] |= (ulong)limbs[i] << shift;
            if (shift > 64 - LimbBits && word + 1 < words.Length)
                words[word + 1] |= (ulong)limbs[i] >> (64 - shift);
        }
    }

    /// <summary>Thirty steps, scaled by 2³⁰: f ← u·f + v·g, g ← q·f + r·g.</summary>
    private readonly record struct Matrix(long U, long V, long Q, long R);
}
