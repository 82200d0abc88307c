using System.Runtime.InteropServices;

namespace Amaters.Circuits.Fields.Vector;

/// <summary>Four elements of <see cref="Fr"/> for AVX2: six vectors of limbs, lane l of vector i being limb i of element l.</summary>
/// <remarks>
/// Montgomery form with R = 2²⁶⁴ = 2⁸·2²⁵⁶, limbs of 44 bits, each an integer in a double. Values are lazy, as in <see cref="FrBlock"/>.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = LimbCount * Lanes * sizeof(double))]
internal unsafe struct FrDoubleBlock
{
    /// <summary>Elements of a block.</summary>
    public const int Lanes = 4;

    /// <summary>Limbs of an element.</summary>
    public const int LimbCount = 6;

    /// <summary>Bits of a limb.</summary>
    public const int LimbBits = 44;

    /// <summary>Limb i of element l at index 4·i + l.</summary>
    public fixed double Limbs[LimbCount * Lanes];
}
