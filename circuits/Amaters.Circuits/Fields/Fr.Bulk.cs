using System.Security.Cryptography;

namespace Amaters.Circuits.Fields;

// Operations on many elements, and fresh random ones.
public readonly partial struct Fr
{
    /// <summary>Replaces each element by its inverse, zeros staying zero, with one field inversion (Montgomery's trick).</summary>
    public static void BatchInvert(Span<Fr> values)
    {
        var prefixes = new Fr[values.Length];
        var product = One;
        for (int i = 0; i < values.Length; i++)
        {
            prefixes[i] = product;
            if (!values[i].IsZero)
                product *= values[i];
        }

        // Invariant: inverse = (product of the non-zero values 0..i)⁻¹.
        var inverse = product.Inverse();
        for (int i = values.Length - 1; i >= 0; i--)
        {
            if (values[i].IsZero)
                continue;
            var value = values[i];
            values[i] = inverse * prefixes[i];
            inverse *= value;
        }
    }

    /// <summary><paramref name="whenSet"/> for an all-ones mask, <paramref name="whenClear"/> for mask 0; without a branch.</summary>
    internal static Fr Select(ulong mask, in Fr whenSet, in Fr whenClear) => new(new UInt256(
        Limbs.Select(mask, whenSet._montgomery.Limb0, whenClear._montgomery.Limb0),
        Limbs.Select(mask, whenSet._montgomery.Limb1, whenClear._montgomery.Limb1),
        Limbs.Select(mask, whenSet._montgomery.Limb2, whenClear._montgomery.Limb2),
        Limbs.Select(mask, whenSet._montgomery.Limb3, whenClear._montgomery.Limb3)));

    /// <summary>A uniform element from the operating system's generator, for blinding factors.</summary>
    public static Fr Random()
    {
        Span<byte> bytes = stackalloc byte[WideByteCount];
        RandomNumberGenerator.Fill(bytes);
        var value = FromWideBytes(bytes);
        CryptographicOperations.ZeroMemory(bytes);
        return value;
    }
}
