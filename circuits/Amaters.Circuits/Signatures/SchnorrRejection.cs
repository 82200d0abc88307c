namespace Amaters.Circuits.Signatures;

/// <summary>Why bytes are not a signature.</summary>
public enum SchnorrRejection
{
    /// <summary>Not rejected.</summary>
    None,

    /// <summary>The encoding is not 64 bytes long.</summary>
    WrongLength,

    /// <summary>The first 32 bytes are no canonical encoding of a point on the curve.</summary>
    InvalidNoncePoint,

    /// <summary>The last 32 bytes are not below l, as after adding l to a valid scalar.</summary>
    NonCanonicalScalar,
}
