using System.Runtime.InteropServices;
using Amaters.Verifier.Curve.Vector;
using Amaters.Verifier.Fields.Vector;

namespace Amaters.Verifier.Pairing.Vector;

/// <summary>A pair (P, Q) in every lane, and the walk T of its Miller loop.</summary>
/// <typeparam name="TBlock">A block of <see cref="Fields.Fp"/>.</typeparam>
[StructLayout(LayoutKind.Sequential)]
internal struct PairBlock<TBlock>
    where TBlock : unmanaged
{
    /// <summary>P in homogeneous coordinates.</summary>
    public ProjectiveBlock<TBlock> P;

    /// <summary>The x-coordinate of Q, which is not infinity.</summary>
    public QuadraticBlock<TBlock> X;

    /// <summary>The y-coordinate of Q.</summary>
    public QuadraticBlock<TBlock> Y;

    /// <summary>The multiple of Q that the loop has reached.</summary>
    public ProjectiveBlock<QuadraticBlock<TBlock>> T;
}
