namespace Amaters.Verifier.Snarkjs;

/// <summary>Why a JSON document is not a proof, key or list of public inputs of snarkjs on BLS12-381: one value per cause.</summary>
public enum SnarkjsRejection
{
    /// <summary>Not rejected.</summary>
    None = 0,

    /// <summary>The document is longer than any that the format could need.</summary>
    TooLarge = 1,

    /// <summary>The bytes are not one JSON document in UTF-8, or an object names a property twice.</summary>
    NotJson = 2,

    /// <summary>A property is missing, or a value is not of the kind or length that the format has at its place.</summary>
    WrongStructure = 3,

    /// <summary>The protocol is not <c>groth16</c>.</summary>
    WrongProtocol = 4,

    /// <summary>The curve is not <c>bls12381</c>.</summary>
    WrongCurve = 5,

    /// <summary>A number is not a string of decimal digits without leading zeros.</summary>
    NotDecimal = 6,

    /// <summary>A coordinate is not below p, or a public input not below r.</summary>
    NotCanonical = 7,

    /// <summary>The third coordinate of a point is not one, so the first two are not affine.</summary>
    NotAffine = 8,

    /// <summary>A point is not on its curve.</summary>
    PointNotOnCurve = 9,

    /// <summary>A point is on its curve, but not in the subgroup of order r.</summary>
    PointNotInSubgroup = 10,

    /// <summary>A point is infinity.</summary>
    PointAtInfinity = 11,

    /// <summary>There are more public inputs than a key may have.</summary>
    TooManyInputs = 12,

    /// <summary>The number of input commitments is not one more than the stated number of public inputs.</summary>
    WrongInputCount = 13,
}
