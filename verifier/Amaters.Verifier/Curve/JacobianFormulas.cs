using Amaters.Circuits.Fields;

namespace Amaters.Verifier.Curve;

/// <summary>
/// The group law of y² = x³ + b in Jacobian coordinates, (X : Y : Z) ↔ (X/Z², Y/Z³), infinity ↔ Z = 0, written once for the
/// fields of G1 and G2. Every case of the law is handled; none of the formulas contains b.
/// </summary>
/// <remarks>Formulas of the Explicit-Formulas Database, g1p/auto-shortw-jacobian-0: dbl-2009-l, madd-2007-bl, add-2007-bl.</remarks>
internal static class JacobianFormulas<TField>
    where TField : struct, IFieldElement<TField>
{
    /// <summary>2P: 2 multiplications, 5 squarings.</summary>
    public static void Double(in TField x, in TField y, in TField z, out TField x3, out TField y3, out TField z3)
    {
        var a = x.Square();
        var b = y.Square();
        var c = b.Square();
        // D = 2((X + B)² − A − C) = 4XY²
        var d = ((x + b).Square() - a - c).Double();
        var e = a.Double() + a;
        z3 = (y * z).Double();
        x3 = e.Square() - d.Double();
        y3 = (e * (d - x3)) - c.Double().Double().Double();
    }

    /// <summary>P + Q with Q = (x2, y2) affine and not at infinity: 7 multiplications, 4 squarings.</summary>
    public static void AddMixed(
        in TField x1, in TField y1, in TField z1, in TField x2, in TField y2, out TField x3, out TField y3, out TField z3)
    {
        if (z1.IsZero)
        {
            x3 = x2;
            y3 = y2;
            z3 = TField.One;
            return;
        }

        var z1z1 = z1.Square();
        var h = (x2 * z1z1) - x1;
        var r = ((y2 * z1 * z1z1) - y1).Double();
        if (h.IsZero)
        {
            AddWithEqualX(x1, y1, z1, r, out x3, out y3, out z3);
            return;
        }

        var hh = h.Square();
        var i = hh.Double().Double();
        var j = h * i;
        var v = x1 * i;
        z3 = (z1 + h).Square() - z1z1 - hh;
        x3 = r.Square() - j - v.Double();
        y3 = (r * (v - x3)) - (y1 * j).Double();
    }

    /// <summary>P + Q, both Jacobian: 11 multiplications, 5 squarings.</summary>
    public static void Add(
        in TField x1, in TField y1, in TField z1, in TField x2, in TField y2, in TField z2, out TField x3, out TField y3, out TField z3)
    {
        if (z1.IsZero)
        {
            x3 = x2;
            y3 = y2;
            z3 = z2;
            return;
        }

        if (z2.IsZero)
        {
            x3 = x1;
            y3 = y1;
            z3 = z1;
            return;
        }

        var z1z1 = z1.Square();
        var z2z2 = z2.Square();
        var u1 = x1 * z2z2;
        var s1 = y1 * z2 * z2z2;
        var h = (x2 * z1z1) - u1;
        var r = ((y2 * z1 * z1z1) - s1).Double();
        if (h.IsZero)
        {
            AddWithEqualX(x1, y1, z1, r, out x3, out y3, out z3);
            return;
        }

        var i = h.Double().Square();
        var j = h * i;
        var v = u1 * i;
        z3 = ((z1 + z2).Square() - z1z1 - z2z2) * h;
        x3 = r.Square() - j - v.Double();
        y3 = (r * (v - x3)) - (s1 * j).Double();
    }

    /// <summary>Whether two points are equal: X₁Z₂² = X₂Z₁² and Y₁Z₂³ = Y₂Z₁³.</summary>
    public static bool Equal(in TField x1, in TField y1, in TField z1, in TField x2, in TField y2, in TField z2)
    {
        if (z1.IsZero || z2.IsZero)
            return z1.IsZero && z2.IsZero;
        var z1z1 = z1.Square();
        var z2z2 = z2.Square();
        return (x1 * z2z2).Equals(x2 * z1z1) && (y1 * z2 * z2z2).Equals(y2 * z1 * z1z1);
    }

    // P and Q share their x: they are the same point (r = 0) or cancel.
    private static void AddWithEqualX(in TField x1, in TField y1, in TField z1, in TField r, out TField x3, out TField y3, out TField z3)
    {
        if (r.IsZero)
            Double(x1, y1, z1, out x3, out y3, out z3);
        else
            x3 = y3 = z3 = TField.Zero;
    }
}
