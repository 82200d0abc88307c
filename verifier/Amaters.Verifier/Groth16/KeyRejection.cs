namespace Amaters.Verifier.Groth16;

/// <summary>Why bytes are not a verifying key: one value per cause.</summary>
public enum KeyRejection
{
    /// <summary>Not rejected.</summary>
    None = 0,

    /// <summary>The bytes end before the header does, or their number is not the one that the header announces.</summary>
    WrongLength = 1,

    /// <summary>The first four bytes are not those of a verifying key.</summary>
    WrongMagic = 2,

    /// <summary>The format version is not one that this program reads.</summary>
    UnknownVersion = 3,

    /// <summary>A flag is set that this version does not define.</summary>
    UnknownFlag = 4,

    /// <summary>The number of public inputs exceeds <see cref="VerifyingKey.MaxInputCount"/>.</summary>
    TooManyInputs = 5,

    /// <summary>The shape of the circuit is out of range.</summary>
    InvalidShape = 6,

    /// <summary>A point is not flagged as compressed.</summary>
    PointWrongForm = 7,

    /// <summary>The flags of a point contradict each other.</summary>
    PointInvalidFlags = 8,

    /// <summary>A point is flagged as infinity, but has other bits set.</summary>
    PointNonCanonicalInfinity = 9,

    /// <summary>A coordinate of a point is not below p.</summary>
    PointNonCanonicalCoordinate = 10,

    /// <summary>A point is not on its curve.</summary>
    PointNotOnCurve = 11,

    /// <summary>A point is on its curve, but not in the subgroup of order r.</summary>
    PointNotInSubgroup = 12,

    /// <summary>A point is infinity: the key would bind nothing.</summary>
    PointAtInfinity = 13,
}
