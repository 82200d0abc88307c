using System.Numerics;
using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields.Vector;
using Amaters.Verifier.Curve;
using Amaters.Verifier.Fields;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Pairing.Vector;

/// <summary>
/// One product of pairings e(A, B)·e(S, γ)·e(T, δ) with the coefficients of Fp12 in lanes, where γ and δ are fixed: the Miller loop, the final
/// exponentiation, and powers in the target group.
/// </summary>
/// <remarks>Values equal those of <see cref="MillerLoop"/> and <see cref="FinalExponentiation"/>, those of the loop up to factors that the exponentiation removes. AVX-512.</remarks>
internal sealed unsafe class SpreadPairing : IDisposable
{
    [ThreadStatic]
    private static SpreadPairing? _ofThread;

    private readonly QuadraticMultiplier _products = new();
    private readonly SpreadFp12 _tower;
    private readonly SpreadLineWalk _walk;
    private readonly AlignedBuffer<QuadraticBlock<FpBlock>> _blocks = new(6);
    private readonly AlignedBuffer<FpBlock> _factors = new(1);

    public SpreadPairing()
    {
        _tower = new SpreadFp12(_products);
        _walk = new SpreadLineWalk(_products);
    }

    /// <summary>The one of this thread, made when first asked for.</summary>
    public static SpreadPairing OfThread => _ofThread ??= new SpreadPairing();

    private QuadraticBlock<FpBlock>* F => _blocks.Pointer;

    /// <inheritdoc/>
    public void Dispose()
    {
        _walk.Dispose();
        _tower.Dispose();
        _products.Dispose();
        _blocks.Dispose();
        _factors.Dispose();
    }

    /// <summary>The Miller value of three pairs. A point of G1 at infinity contributes a factor that the final exponentiation removes.</summary>
    /// <param name="a">A point of G1.</param>
    /// <param name="b">A point of G2; where it is infinity, the value is that of the other two pairs.</param>
    /// <param name="lines">The lines of the fixed points.</param>
    /// <param name="first">The partner of the first fixed point.</param>
    /// <param name="second">The partner of the second.</param>
    public Fp12 MillerLoop(in G1Affine a, in G2Affine b, SpreadLines lines, in LineArgument first, in LineArgument second)
    {
        SpreadElements.Load(_factors.Pointer, [Fp.One, a.X, a.Y, first.InverseY, first.XOverY, second.InverseY, second.XOverY, Fp.Zero]);
        var isWalking = !b.IsInfinity;
        _walk.Start(b);
        SpreadFp12.Load(F, Fp12.One);
        var step = 0;
        for (var bit = BitOperations.Log2(CurveSeed.Magnitude) - 1; bit >= 0; bit--)
        {
            _tower.Square(F, F);
            MultiplyByLines(lines, step++, isWalking, isAddition: false);
            if ((CurveSeed.Magnitude >> bit & 1) == 1)
                MultiplyByLines(lines, step++, isWalking, isAddition: true);
        }

        return SpreadFp12.Store(F).Conjugate();
    }

    /// <summary>f^(3(p¹² − 1)/r), see <see cref="FinalExponentiation"/>.</summary>
    public Fp12 FinalPower(in Fp12 millerValue)
    {
        QuadraticBlock<FpBlock>* f = F, a = f + 1, t = f + 2, u = f + 3;

        // t = f^(p⁶ − 1), f = t^(p² + 1)
        SpreadFp12.Load(t, millerValue.Conjugate());
        SpreadFp12.Load(u, millerValue.Inverse());
        _tower.Multiply(t, t, u);
        _tower.Frobenius(u, t, 2);
        _tower.Multiply(f, u, t);

        // f^(x−1), f^((x−1)²)
        MultiplyPowerOfSeedByConjugate(a, f, t, u);
        MultiplyPowerOfSeedByConjugate(a, a, t, u);
        // ·^(x+p)
        _tower.CyclotomicPowerOfSeed(t, a);
        _tower.Frobenius(u, a, 1);
        _tower.Multiply(a, t, u);
        // ·^(x²+p²−1)
        _tower.CyclotomicPowerOfSeed(t, a);
        _tower.CyclotomicPowerOfSeed(u, t);
        _tower.Frobenius(t, a, 2);
        _tower.Multiply(u, u, t);
        SpreadFp12.Conjugate(a, a);
        _tower.Multiply(a, u, a);
        // ·f³
        _tower.CyclotomicSquare(t, f);
        _tower.Multiply(a, a, t);
        _tower.Multiply(a, a, f);
        return SpreadFp12.Store(a);
    }

    /// <summary>gᵏ for g in the cyclotomic subgroup and k ≥ 0, by windows of four bits.</summary>
    public Fp12 Power(in Fp12 value, BigInteger exponent)
    {
        const int Window = 4;
        using var powers = new AlignedBuffer<QuadraticBlock<FpBlock>>(1 << Window);
        SpreadFp12.Load(powers.Pointer, Fp12.One);
        SpreadFp12.Load(powers.Pointer + 1, value);
        for (var i = 2; i < 1 << Window; i++)
            _tower.Multiply(powers.Pointer + i, powers.Pointer + i - 1, powers.Pointer + 1);
        *F = *powers.Pointer;
        for (var window = (int)((exponent.GetBitLength() + Window - 1) / Window) - 1; window >= 0; window--)
        {
            for (var i = 0; i < Window; i++)
                _tower.CyclotomicSquare(F, F);
            var digit = (int)(exponent >> (Window * window) & ((1 << Window) - 1));
            if (digit != 0)
                _tower.Multiply(F, F, powers.Pointer + digit);
        }

        return SpreadFp12.Store(F);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyByLines(SpreadLines lines, int step, bool isWalking, bool isAddition)
    {
        var line = _blocks.Pointer + 5;
        lines.CopyTo(line, step);
        if (isWalking && isAddition)
            _walk.Add(line);
        else if (isWalking)
            _walk.Double(line);
        QuadraticMultiplier.Reduce(line);
        _products.Scale(line, _factors.Pointer);
        if (isWalking)
            _tower.MultiplyByLine(F, F, line, 0);
        _tower.MultiplyByMonicLine(F, F, line, SpreadLines.FirstLane);
        _tower.MultiplyByMonicLine(F, F, line, SpreadLines.SecondLane);
    }

    // r = a^x·ā
    private void MultiplyPowerOfSeedByConjugate(QuadraticBlock<FpBlock>* r, QuadraticBlock<FpBlock>* a, QuadraticBlock<FpBlock>* t, QuadraticBlock<FpBlock>* u)
    {
        _tower.CyclotomicPowerOfSeed(t, a);
        SpreadFp12.Conjugate(u, a);
        _tower.Multiply(r, t, u);
    }
}
