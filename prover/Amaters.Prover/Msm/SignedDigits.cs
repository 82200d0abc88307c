using System.Buffers;
using Amaters.Circuits.Fields;
using Amaters.Prover.Parallelism;

namespace Amaters.Prover.Msm;

/// <summary>Scalars kᵢ = Σ dᵢ,ⱼ·2^(c·j) in signed digits of c bits, −2^(c−1) &lt; d ≤ 2^(c−1), window by window.</summary>
/// <remarks>A negative digit costs a negated point instead of a bucket, so a window needs 2^(c−1) buckets, half as many as unsigned digits.
/// The digits of a set-up are secret, so their memory is cleared before it goes back to the pool.</remarks>
internal sealed class SignedDigits : IDisposable
{
    /// <summary>The widest window: digits up to 2¹⁴ fit a short.</summary>
    public const int MaxWindowBits = 15;

    /// <summary>Scalars are below 2²⁵⁵, and the last digit needs a spare bit for the carry.</summary>
    private const int ScalarBitCount = Fr.BitCount + 1;

    private readonly short[] _digits;
    private readonly int _count;

    private SignedDigits(int count, int windowBits)
    {
        _count = count;
        WindowBits = windowBits;
        WindowCount = WindowCountOf(windowBits);
        _digits = ArrayPool<short>.Shared.Rent(WindowCount * count);
    }

    /// <summary>c.</summary>
    public int WindowBits { get; }

    /// <summary>The number of digits of a scalar.</summary>
    public int WindowCount { get; }

    /// <summary>The number of windows of c bits.</summary>
    public static int WindowCountOf(int windowBits) => (ScalarBitCount + windowBits - 1) / windowBits;

    /// <summary>Digit j of every scalar.</summary>
    public ReadOnlySpan<short> Window(int j) => _digits.AsSpan(j * _count, _count);

    public static SignedDigits Of(ReadOnlyMemory<Fr> scalars, int windowBits, int workerCount)
    {
        var result = new SignedDigits(scalars.Length, windowBits);
        WorkQueue.RunRanges(scalars.Length, 1 << 10, workerCount, (start, end) => result.Fill(scalars.Span, start, end));
        return result;
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<short>.Shared.Return(_digits, clearArray: true);

    private void Fill(ReadOnlySpan<Fr> scalars, int start, int end)
    {
        Span<ulong> limbs = stackalloc ulong[5];
        limbs.Clear();
        int mask = (1 << WindowBits) - 1;
        int half = 1 << (WindowBits - 1);
        for (int i = start; i < end; i++)
        {
            scalars[i].ToStandardLimbs(limbs);
            int carry = 0;
            for (int window = 0; window < WindowCount; window++)
            {
                int bit = window * WindowBits;
                ulong low = limbs[bit >> 6] >> (bit & 63);
                ulong high = (bit & 63) == 0 ? 0 : limbs[(bit >> 6) + 1] << (64 - (bit & 63));
                int digit = (int)((low | high) & (ulong)mask) + carry;
                carry = digit > half ? 1 : 0;
                _digits[(window * _count) + i] = (short)(digit - (carry << WindowBits));
            }
        }
    }
}
