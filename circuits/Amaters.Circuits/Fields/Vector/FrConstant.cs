using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amaters.Circuits.Fields.Vector;

/// <summary>One element that a kernel broadcasts to all lanes: five limbs as integers, then the same limbs as doubles.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct FrConstant
{
    private const long DigitMask = (1L << FrBlock.LimbBits) - 1;

    /// <summary>Limbs 0..4, canonical.</summary>
    public fixed long Limbs[FrBlock.LimbCount];

    /// <summary>The same limbs as doubles, exactly.</summary>
    public fixed double Doubles[FrBlock.LimbCount];

    /// <summary>value in the kernels' Montgomery form: multiplying by it multiplies by <paramref name="value"/>.</summary>
    public static FrConstant Of(Fr value) => Slice(value * Fr.FromUInt64(16));

    /// <summary>value/16: multiplying by it also turns R = 2²⁶⁰ into the R = 2²⁵⁶ of <see cref="Fr"/>.</summary>
    public static FrConstant OfLeaving(Fr value) => Slice(value);

    private static FrConstant Slice(Fr value)
    {
        var words = (ulong*)Unsafe.AsPointer(ref value);
        FrConstant constant = default;
        constant.Limbs[0] = (long)words[0] & DigitMask;
        constant.Limbs[1] = (long)((words[0] >> 52) | (words[1] << 12)) & DigitMask;
        constant.Limbs[2] = (long)((words[1] >> 40) | (words[2] << 24)) & DigitMask;
        constant.Limbs[3] = (long)((words[2] >> 28) | (words[3] << 36)) & DigitMask;
        constant.Limbs[4] = (long)(words[3] >> 16);
        for (var i = 0; i < FrBlock.LimbCount; i++)
            constant.Doubles[i] = constant.Limbs[i];
        return constant;
    }
}
