using System.Runtime.InteropServices;

namespace Amaters.Circuits.Fields.Vector;

/// <summary>Eight elements of <see cref="Fr"/> for AVX-512: five vectors of limbs, lane l of vector i being limb i of element l.</summary>
/// <remarks>
/// Montgomery form with R = 2²⁶⁰ = 16·2²⁵⁶, limbs of 52 bits in signed 64-bit lanes. Values are lazy: any representative, also negative,
/// and limbs that have not been carried, within the bounds that each kernel states.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = LimbCount * Lanes * sizeof(long))]
internal unsafe struct FrBlock
{
    /// <summary>Elements of a block.</summary>
    public const int Lanes = 8;

    /// <summary>Limbs of an element.</summary>
    public const int LimbCount = 5;

    /// <summary>Bits of a limb.</summary>
    public const int LimbBits = 52;

    /// <summary>Limb i of element l at index 8·i + l.</summary>
    public fixed long Limbs[LimbCount * Lanes];
}
