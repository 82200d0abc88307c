using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amaters.Circuits.Fields.Vector;

/// <summary>One element that a kernel broadcasts to all four lanes: six limbs in balanced digits.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FrDoubleConstant
{
    /// <summary>Limbs 0..5.</summary>
    public fixed double Limbs[FrDoubleBlock.LimbCount];

    /// <summary>value in the kernels' Montgomery form: multiplying by it multiplies by <paramref name="value"/>.</summary>
    public static FrDoubleConstant Of(Fr value) => Slice(value * Fr.FromUInt64(256));

    /// <summary>value/2⁸: multiplying by it also turns R = 2²⁶⁴ into the R = 2²⁵⁶ of <see cref="Fr"/>.</summary>
    public static FrDoubleConstant OfLeaving(Fr value) => Slice(value);

    private static FrDoubleConstant Slice(Fr value)
    {
        const long DigitMask = (1L << FrDoubleBlock.LimbBits) - 1;
        var words = (ulong*)Unsafe.AsPointer(ref value);
        FrDoubleConstant constant = default;
        long carry = 0;
        for (var i = 0; i < FrDoubleBlock.LimbCount; i++)
        {
            int bit = FrDoubleBlock.LimbBits * i, word = bit / 64, shift = bit % 64;
            var digit = words[word] >> shift;
            if (shift > 64 - FrDoubleBlock.LimbBits && word < 3)
                digit |= words[word + 1] << (64 - shift);
            var balanced = ((long)digit & DigitMask) + carry;
            carry = i < FrDoubleBlock.LimbCount - 1 && balanced >= 1L << (FrDoubleBlock.LimbBits - 1) ? 1 : 0;
            constant.Limbs[i] = balanced - (carry << FrDoubleBlock.LimbBits);
        }

        return constant;
    }
}
