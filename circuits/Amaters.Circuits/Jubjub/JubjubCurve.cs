using System.Numerics;
using Amaters.Circuits.Fields;

namespace Amaters.Circuits.Jubjub;

/// <summary>The parameters of Jubjub, the twisted Edwards curve whose coordinates are elements of <see cref="Fr"/>.</summary>
/// <remarks>
/// <code>
/// −u² + v² = 1 + d·u²·v²,   d = −10240/10241
/// </code>
/// Order 8·l with a 252-bit prime l; the identity is (0, 1). −1 is a square and d is none, so the addition law
/// <code>
/// u₃ = (u₁v₂ + v₁u₂) / (1 + d·u₁u₂v₁v₂),   v₃ = (v₁v₂ + u₁u₂) / (1 − d·u₁u₂v₁v₂)
/// </code>
/// never divides by zero and needs no special cases. Discrete logarithms cost about 2¹²⁵ steps. Source: the Zcash
/// protocol specification, §5.4.9.3; the generator is our own, see <see cref="JubjubPoint.Generator"/>.
/// </remarks>
public static class JubjubCurve
{
    /// <summary>The curve's order divided by <see cref="SubgroupOrder"/>.</summary>
    public const int Cofactor = 8;

    /// <summary>Number of bits of <see cref="SubgroupOrder"/>.</summary>
    public const int ScalarBitCount = 252;

    /// <summary>d = −10240/10241.</summary>
    public static Fr D { get; } = Fr.FromInt64(-10240) * Fr.FromUInt64(10241).Inverse();

    /// <summary>l, the prime order of the subgroup that keys and signatures live in.</summary>
    public static BigInteger SubgroupOrder => JubjubScalar.Modulus;

    /// <summary>True when −u² + v² = 1 + d·u²·v².</summary>
    public static bool Contains(in Fr u, in Fr v)
    {
        Fr u2 = u.Square(), v2 = v.Square();
        return v2 - u2 == Fr.One + (D * u2 * v2);
    }
}
