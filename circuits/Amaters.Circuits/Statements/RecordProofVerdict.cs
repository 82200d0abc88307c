namespace Amaters.Circuits.Statements;

/// <summary>What a record proof shows. The default shows nothing.</summary>
public enum RecordProofVerdict
{
    /// <summary>The proof does not fit the root, the depth or the key.</summary>
    Invalid,

    /// <summary>The state holds a record of this key, live or a tombstone.</summary>
    Present,

    /// <summary>The state holds no record of this key.</summary>
    Absent,
}
