using System.Runtime.InteropServices;

namespace Amaters.Verifier.Fields.Vector;

/// <summary>Eight elements c₀ + c₁·u of <see cref="Fp2"/>, u² = −1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Fp2Block
{
    /// <summary>The real parts.</summary>
    public FpBlock C0;

    /// <summary>The factors of u.</summary>
    public FpBlock C1;
}
