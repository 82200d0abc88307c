namespace Amaters.Circuits.Statements;

/// <summary>Why bytes are not a record.</summary>
public enum RecordRejection
{
    /// <summary>Not rejected.</summary>
    None,

    /// <summary>The encoding has not the length of a record.</summary>
    WrongLength,

    /// <summary>A field element is not below the modulus.</summary>
    NonCanonicalElement,

    /// <summary>The live flag is neither 0 nor 1.</summary>
    InvalidLiveFlag,
}
