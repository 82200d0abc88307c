using Amaters.Circuits.Fields;

namespace Amaters.Prover.Setup;

/// <summary>The Lagrange polynomials of the roots of unity at the secret point.</summary>
internal static class LagrangeBasis
{
    /// <summary>Lᵢ(τ) = (τⁿ − 1)·ωⁱ / (n·(τ − ωⁱ)) for i &lt; n = 2ᵏ, with one inversion for all (Montgomery's trick).</summary>
    /// <param name="log2Size">k.</param>
    /// <param name="tau">τ.</param>
    /// <param name="values">Receives the n values.</param>
    /// <exception cref="ArgumentException">τ is an n-th root of unity.</exception>
    public static void Evaluate(int log2Size, in Fr tau, Span<Fr> values)
    {
        ulong size = 1UL << log2Size;
        var omega = Fr.RootOfUnity(log2Size);
        var vanishing = tau.Pow(size) - Fr.One;
        if (vanishing.IsZero)
            throw new ArgumentException("The point is a root of unity.", nameof(tau));

        // Forward: values[i] = Π (τ − ωʲ) over j < i.
        var product = Fr.One;
        var power = Fr.One;
        foreach (ref var value in values)
        {
            value = product;
            product *= tau - power;
            power *= omega;
        }

        // Backward: inverse = 1 / Π (τ − ωʲ) over j ≤ i, and power = ωⁱ.
        var inverse = product.Inverse();
        var scale = vanishing * Fr.FromUInt64(size).Inverse();
        var omegaInverse = omega.Inverse();
        power = omegaInverse;
        for (int i = values.Length - 1; i >= 0; i--)
        {
            values[i] *= inverse * scale * power;
            inverse *= tau - power;
            power *= omegaInverse;
        }
    }
}
