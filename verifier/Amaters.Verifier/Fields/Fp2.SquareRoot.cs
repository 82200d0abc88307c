namespace Amaters.Verifier.Fields;

public readonly partial struct Fp2
{
    /// <summary>A square root where one exists; which of the two is unspecified.</summary>
    /// <remarks>
    /// Complex method: with n² = c0² + c1², a root is x + (c1/2x)·u for x² = (c0 ± n)/2. Three roots in Fp at most instead of
    /// one exponentiation with a 761-bit exponent.
    /// </remarks>
    public bool TrySquareRoot(out Fp2 root)
    {
        root = Zero;
        if (_c1.IsZero)
        {
            // Every element of Fp has a root in Fp2: √c0, or √(−c0)·u because u² = −1 is no square in Fp.
            if (_c0.TrySquareRoot(out var real))
                root = new Fp2(real, Fp.Zero);
            else if ((-_c0).TrySquareRoot(out var imaginary))
                root = new Fp2(Fp.Zero, imaginary);
            return root.Square() == this;
        }

        if (!Norm().TrySquareRoot(out var norm))
            return false;
        if (!(_c0 + norm).Half().TrySquareRoot(out var x) && !(_c0 - norm).Half().TrySquareRoot(out x))
            return false;
        root = new Fp2(x, _c1 * x.Double().Inverse());
        return root.Square() == this;
    }

    /// <summary>The sign of a y-coordinate in a compressed point: that of c1, or of c0 where c1 = 0.</summary>
    public bool IsLexicographicallyLargest => _c1.IsZero ? _c0.IsLexicographicallyLargest : _c1.IsLexicographicallyLargest;
}
