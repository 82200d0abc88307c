namespace Amaters.Verifier.Fields;

public readonly partial struct Fp
{
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
    /// <remarks>By <see cref="DivisionSteps"/>: (a·R)⁻¹, and a product with R³ makes that a⁻¹·R.</remarks>
    public Fp Inverse()
    {
        Span<ulong> words = [_l0, _l1, _l2, _l3, _l4, _l5];
        DivisionSteps.Invert(words);
        return new Fp(words[0], words[1], words[2], words[3], words[4], words[5]) * DivisionSteps.RadixCubed;
    }

    /// <summary>Replaces every element by its inverse (0 by 0), with one inversion for all (Montgomery's trick).</summary>
    public static void BatchInvert(Span<Fp> elements) => FieldBatch.Invert(elements);
}
