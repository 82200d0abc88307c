namespace Amaters.Verifier.Fields;

public readonly partial struct Fp
{
    private static readonly ulong[] ModulusMinusTwo = [P0 - 2, P1, P2, P3, P4, P5];

    /// <summary>a raised to a power given as little-endian 64-bit limbs; 0⁰ = 1.</summary>
    /// <remarks>Fixed windows of four bits.</remarks>
    public Fp Pow(ReadOnlySpan<ulong> exponent)
    {
        Span<Fp> powers = stackalloc Fp[16];
        powers[0] = One;
        for (var i = 1; i < 16; i++)
            powers[i] = powers[i - 1] * this;

        var result = One;
        for (var window = (exponent.Length * 16) - 1; window >= 0; window--)
        {
            result = result.Square().Square().Square().Square();
            var digit = (int)(exponent[window / 16] >> (window % 16 * 4)) & 15;
            if (digit != 0)
                result *= powers[digit];
        }

        return result;
    }

    /// <inheritdoc/>
    /// <remarks>Fermat: a^(p−2).</remarks>
    public Fp Inverse() => Pow(ModulusMinusTwo);

    /// <summary>Replaces every element by its inverse (0 by 0), with one inversion for all (Montgomery's trick).</summary>
    public static void BatchInvert(Span<Fp> elements) => FieldBatch.Invert(elements);
}
