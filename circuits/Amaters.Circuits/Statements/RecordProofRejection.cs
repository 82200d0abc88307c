namespace Amaters.Circuits.Statements;

/// <summary>Why bytes are not a record proof.</summary>
public enum RecordProofRejection
{
    /// <summary>Not rejected.</summary>
    None,

    /// <summary>There are too few or too many bytes.</summary>
    WrongLength,

    /// <summary>The first byte is neither 0 nor 1.</summary>
    InvalidFlag,

    /// <summary>The occupant is no canonical record.</summary>
    InvalidRecord,

    /// <summary>The path is no canonical path.</summary>
    InvalidPath,
}
