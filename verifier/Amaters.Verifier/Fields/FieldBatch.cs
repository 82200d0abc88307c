using System.Buffers;
using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Fields;

/// <summary>Operations on many field elements that cost less together than one by one.</summary>
internal static class FieldBatch
{
    /// <summary>Replaces every element by its inverse (0 by 0): one inversion and three multiplications an element (Montgomery's trick).</summary>
    public static void Invert<TField>(Span<TField> elements)
        where TField : struct, IFieldElement<TField>
    {
        if (elements.Length == 0)
            return;
        var rented = ArrayPool<TField>.Shared.Rent(elements.Length);
        var product = TField.One;
        for (var i = 0; i < elements.Length; i++)
        {
            rented[i] = product;
            if (!elements[i].IsZero)
                product *= elements[i];
        }

        var inverse = product.Inverse();
        for (var i = elements.Length - 1; i >= 0; i--)
        {
            if (elements[i].IsZero)
                continue;
            var next = inverse * elements[i];
            elements[i] = inverse * rented[i];
            inverse = next;
        }

        ArrayPool<TField>.Shared.Return(rented);
    }
}
