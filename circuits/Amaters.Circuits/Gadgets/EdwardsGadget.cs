using Amaters.Circuits.Constraints;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Jubjub;

namespace Amaters.Circuits.Gadgets;

/// <summary>The group law of Jubjub, −u² + v² = 1 + d·u²·v².</summary>
/// <remarks>
/// −1 is a square in the field and d is not, so the addition law is complete: its denominators 1 ± d·u₁u₂v₁v₂ are never
/// zero for two points on the curve, whatever their order. Every quotient below is therefore determined by the
/// constraint that defines it, and there are no exceptional inputs to exclude.
/// </remarks>
public static class EdwardsGadget
{
    private static readonly Fr Two = Fr.FromUInt64(2);

    /// <summary>Constrains (u, v) to the curve.</summary>
    /// <remarks>Constraints: 3. Wires: 2. Doc: EDWARDS-1.</remarks>
    public static EdwardsPoint EnforceOnCurve(ConstraintBuilder builder, in LinearCombination u, in LinearCombination v)
    {
        using var scope = builder.Gadget("on-curve");

        // EDWARDS-1.a   u · u = u²        EDWARDS-1.b   v · v = v²
        var u2 = builder.Multiply(u, u);
        var v2 = builder.Multiply(v, v);

        // EDWARDS-1.c   d·u² · v² = v² − u² − 1
        builder.Enforce(JubjubCurve.D * u2, v2, v2 - u2 - Fr.One);
        return new EdwardsPoint(u, v);
    }

    /// <summary>P + Q.</summary>
    /// <remarks>
    /// Constraints: 6. Wires: 6. With T = (u₁ + v₁)(u₂ + v₂), A = u₁v₂ and B = v₁u₂, the numerators of the addition law
    /// are A + B and v₁v₂ + u₁u₂ = T − A − B, and its denominators 1 ± C with C = d·A·B. Doc: EDWARDS-2.
    /// </remarks>
    public static EdwardsPoint Add(ConstraintBuilder builder, in EdwardsPoint p, in EdwardsPoint q) =>
        Add(builder, p, q, (Extended(p) + Extended(q)).ToAffine());

    /// <summary>2·P.</summary>
    /// <remarks>
    /// Constraints: 5. Wires: 5. The curve equation turns the denominators 1 ± d·u²v² of P + P into v² − u² and
    /// 2 − v² + u². Doc: EDWARDS-3.
    /// </remarks>
    public static EdwardsPoint Double(ConstraintBuilder builder, in EdwardsPoint p) =>
        Double(builder, p, Extended(p).Double().ToAffine());

    /// <summary>P + Q, where the caller knows the value of the sum: a chain of additions takes one inversion in all to know its values.</summary>
    internal static EdwardsPoint Add(ConstraintBuilder builder, in EdwardsPoint p, in EdwardsPoint q, (Fr U, Fr V) sum)
    {
        using var scope = builder.Gadget("edwards-add");

        // EDWARDS-2.a   (u₁ + v₁) · (u₂ + v₂) = T
        var t = builder.Multiply(p.U + p.V, q.U + q.V);

        // EDWARDS-2.b   u₁ · v₂ = A        EDWARDS-2.c   v₁ · u₂ = B        EDWARDS-2.d   d·A · B = C
        var a = builder.Multiply(p.U, q.V);
        var b = builder.Multiply(p.V, q.U);
        var c = builder.Multiply(JubjubCurve.D * a, b);

        // EDWARDS-2.e   (1 + C) · u₃ = A + B        EDWARDS-2.f   (1 − C) · v₃ = T − A − B
        var u = builder.Allocate(sum.U);
        var v = builder.Allocate(sum.V);
        builder.Enforce(c + Fr.One, u, a + b);
        builder.Enforce(Fr.One - c, v, t - a - b);
        return new EdwardsPoint(u, v);
    }

    /// <summary>2·P, where the caller knows its value.</summary>
    internal static EdwardsPoint Double(ConstraintBuilder builder, in EdwardsPoint p, (Fr U, Fr V) twice)
    {
        using var scope = builder.Gadget("edwards-double");

        // EDWARDS-3.a   u · u = u²        EDWARDS-3.b   v · v = v²        EDWARDS-3.c   u · v = W
        var u2 = builder.Multiply(p.U, p.U);
        var v2 = builder.Multiply(p.V, p.V);
        var w = builder.Multiply(p.U, p.V);

        // EDWARDS-3.d   (v² − u²) · u₃ = 2·W        EDWARDS-3.e   (2 − v² + u²) · v₃ = v² + u²
        var u = builder.Allocate(twice.U);
        var v = builder.Allocate(twice.V);
        builder.Enforce(v2 - u2, u, Two * w);
        builder.Enforce(Two - (v2 - u2), v, v2 + u2);
        return new EdwardsPoint(u, v);
    }

    /// <summary>The point's value, for computing others from it.</summary>
    internal static ExtendedPoint Extended(in EdwardsPoint point) => ExtendedPoint.FromAffine(point.U.Value, point.V.Value);
}
