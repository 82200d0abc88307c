using System.Runtime.InteropServices;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>Elements c₀ + c₁·u of <see cref="Fp2"/>, u² = −1, component by component.</summary>
/// <typeparam name="TBlock">A block of <see cref="Fp"/>.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal struct QuadraticBlock<TBlock>
    where TBlock : unmanaged
{
    /// <summary>The real parts.</summary>
    public TBlock C0;

    /// <summary>The factors of u.</summary>
    public TBlock C1;
}
