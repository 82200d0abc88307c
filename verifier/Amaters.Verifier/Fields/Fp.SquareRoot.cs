namespace Amaters.Verifier.Fields;

public readonly partial struct Fp
{
    // (p + 1)/4 = ⌊p/4⌋ + 1 because p ≡ 3 (mod 4); the addition does not carry out of the lowest limb.
    private static readonly ulong[] ModulusPlusOneOverFour =
    [
        ((P0 >> 2) | (P1 << 62)) + 1, (P1 >> 2) | (P2 << 62), (P2 >> 2) | (P3 << 62), (P3 >> 2) | (P4 << 62), (P4 >> 2) | (P5 << 62), P5 >> 2,
    ];

    /// <summary>A square root, a^((p+1)/4), where one exists; which of the two is unspecified.</summary>
    public bool TrySquareRoot(out Fp root)
    {
        root = Pow(ModulusPlusOneOverFour);
        return root.Square() == this;
    }
}
