namespace Amaters.Verifier.Curve;

/// <summary>Why bytes or coordinates are not a point of G1 or G2: one value per cause.</summary>
public enum PointRejection
{
    /// <summary>Not rejected.</summary>
    None = 0,

    /// <summary>The encoding has another length than its form demands.</summary>
    WrongLength = 1,

    /// <summary>The compression flag does not match the form that is decoded.</summary>
    WrongForm = 2,

    /// <summary>The flags contradict each other: a sign on an uncompressed point or on infinity.</summary>
    InvalidFlags = 3,

    /// <summary>Infinity is flagged, but other bits are set: infinity has one encoding only.</summary>
    NonCanonicalInfinity = 4,

    /// <summary>A coordinate is not below p: every coordinate has one encoding only.</summary>
    NonCanonicalCoordinate = 5,

    /// <summary>The coordinates do not solve the curve equation, or no y exists for the x of a compressed point.</summary>
    NotOnCurve = 6,

    /// <summary>The point lies on the curve, but outside the subgroup of order r.</summary>
    NotInSubgroup = 7,
}
