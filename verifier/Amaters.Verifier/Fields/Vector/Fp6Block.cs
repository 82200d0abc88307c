using System.Runtime.InteropServices;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>Elements c₀ + c₁·v + c₂·v² of <see cref="Fp6"/>, one in each lane.</summary>
/// <typeparam name="TBlock">A block of <see cref="Fp2"/>.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal struct Fp6Block<TBlock>
    where TBlock : unmanaged
{
    /// <summary>The constant coefficients.</summary>
    public TBlock C0;

    /// <summary>The coefficients of v.</summary>
    public TBlock C1;

    /// <summary>The coefficients of v².</summary>
    public TBlock C2;
}
