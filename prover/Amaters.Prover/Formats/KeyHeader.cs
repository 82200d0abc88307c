using Amaters.Verifier.Curve;

namespace Amaters.Prover.Formats;

/// <summary>Section 2 of a <c>.zkey</c>: the sizes of a key and its single points.</summary>
/// <param name="WireCount">Wires of the circuit, the constant included.</param>
/// <param name="PublicCount">Public inputs.</param>
/// <param name="Log2DomainSize">k; the domain has n = 2ᵏ elements.</param>
/// <param name="Alpha1">α in G1.</param>
/// <param name="Beta1">β in G1.</param>
/// <param name="Beta2">β in G2.</param>
/// <param name="Delta1">δ in G1.</param>
/// <param name="Delta2">δ in G2.</param>
internal readonly record struct KeyHeader(
    int WireCount,
    int PublicCount,
    int Log2DomainSize,
    G1Affine Alpha1,
    G1Affine Beta1,
    G2Affine Beta2,
    G1Affine Delta1,
    G2Affine Delta2)
{
    public int DomainSize => 1 << Log2DomainSize;

    public int PrivateCount => WireCount - PublicCount - 1;
}
