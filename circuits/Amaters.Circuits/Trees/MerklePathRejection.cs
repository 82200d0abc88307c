namespace Amaters.Circuits.Trees;

/// <summary>Why bytes are not a Merkle path.</summary>
public enum MerklePathRejection
{
    /// <summary>Not rejected.</summary>
    None,

    /// <summary>The length is not the one that the depth asks for.</summary>
    WrongLength,

    /// <summary>No tree has this depth.</summary>
    UnsupportedDepth,

    /// <summary>The tree of this depth has no such position.</summary>
    PositionOutOfRange,

    /// <summary>A sibling is not below the field modulus.</summary>
    NonCanonicalSibling,
}
