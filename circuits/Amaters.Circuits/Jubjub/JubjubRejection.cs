namespace Amaters.Circuits.Jubjub;

/// <summary>Why bytes or coordinates are not the point they were offered as.</summary>
public enum JubjubRejection
{
    /// <summary>Not rejected.</summary>
    None,

    /// <summary>The encoding is not 32 bytes long.</summary>
    WrongLength,

    /// <summary>v is not below the field modulus.</summary>
    NonCanonicalCoordinate,

    /// <summary>No point of the curve has this v, or these coordinates do not satisfy the curve equation.</summary>
    NotOnCurve,

    /// <summary>u is 0, which has no sign, yet the sign bit is set: a second encoding of the same point.</summary>
    NonCanonicalSign,

    /// <summary>The point has a component of order 2, 4 or 8.</summary>
    NotInSubgroup,

    /// <summary>The identity, where a point of order l is needed.</summary>
    Identity,
}
