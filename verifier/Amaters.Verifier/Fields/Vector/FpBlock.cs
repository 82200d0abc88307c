using System.Runtime.InteropServices;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>Eight elements of <see cref="Fp"/> for AVX-512: seven vectors of limbs, lane l of vector i being limb i of element l.</summary>
/// <remarks>
/// Montgomery form with R = 2³⁸⁵ = 2·2³⁸⁴, limbs of 55 bits in balanced digits (−2⁵⁴ ≤ limb &lt; 2⁵⁴, a few units more after additions).
/// Values are lazy: any representative within the bounds that each kernel states, also negative ones, so −x is a change of signs.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = LimbCount * Lanes * sizeof(long))]
internal unsafe struct FpBlock
{
    /// <summary>Elements of a block.</summary>
    public const int Lanes = 8;

    /// <summary>Limbs of an element.</summary>
    public const int LimbCount = 7;

    /// <summary>Bits of a limb.</summary>
    public const int LimbBits = 55;

    /// <summary>Limb i of element l at index 8·i + l.</summary>
    public fixed long Limbs[LimbCount * Lanes];
}
