using System.Runtime.InteropServices;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>Four elements of <see cref="Fp"/> for AVX2: eight vectors of limbs, lane l of vector i being limb i of element l.</summary>
/// <remarks>
/// Montgomery form with R = 2³⁸⁴, the radix of <see cref="Fp"/>; limbs of 48 bits in balanced digits, each an integer in a double.
/// Values are lazy, as in <see cref="FpBlock"/>.
/// </remarks>
[StructLayout(LayoutKind.Sequential, Size = LimbCount * Lanes * sizeof(double))]
internal unsafe struct FpDoubleBlock
{
    /// <summary>Elements of a block.</summary>
    public const int Lanes = 4;

    /// <summary>Limbs of an element.</summary>
    public const int LimbCount = 8;

    /// <summary>Bits of a limb.</summary>
    public const int LimbBits = 48;

    /// <summary>Limb i of element l at index 4·i + l.</summary>
    public fixed double Limbs[LimbCount * Lanes];
}
