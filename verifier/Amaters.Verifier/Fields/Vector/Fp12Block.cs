using System.Runtime.InteropServices;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>Elements c₀ + c₁·w of <see cref="Fp12"/>, one in each lane.</summary>
/// <typeparam name="TBlock">A block of <see cref="Fp2"/>.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal struct Fp12Block<TBlock>
    where TBlock : unmanaged
{
    /// <summary>The constant coefficients.</summary>
    public Fp6Block<TBlock> C0;

    /// <summary>The coefficients of w.</summary>
    public Fp6Block<TBlock> C1;
}
