using Amaters.Circuits.Fields;

namespace Amaters.Prover.Groth16;

/// <summary>The two random scalars r and s that make a proof reveal nothing of its witness. Never used twice.</summary>
internal readonly record struct Blinding(Fr R, Fr S)
{
    /// <summary>Fresh scalars from the operating system's generator.</summary>
    public static Blinding Fresh() => new(Fr.Random(), Fr.Random());
}
