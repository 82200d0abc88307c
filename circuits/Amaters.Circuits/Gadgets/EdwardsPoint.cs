using Amaters.Circuits.Constraints;

namespace Amaters.Circuits.Gadgets;

/// <summary>Coordinates that the constraints hold to Jubjub's curve equation: the twin of <see cref="Jubjub.JubjubCurvePoint"/>.</summary>
/// <remarks>The type carries the proof: it comes from <see cref="EdwardsGadget"/> only.</remarks>
public readonly struct EdwardsPoint
{
    internal EdwardsPoint(in LinearCombination u, in LinearCombination v)
    {
        U = u;
        V = v;
    }

    /// <summary>The first coordinate.</summary>
    public LinearCombination U { get; }

    /// <summary>The second coordinate.</summary>
    public LinearCombination V { get; }

    /// <summary>−P = (−u, v): no constraint.</summary>
    public static EdwardsPoint operator -(in EdwardsPoint point) => new(-point.U, point.V);
}
