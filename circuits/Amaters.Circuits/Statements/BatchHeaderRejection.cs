namespace Amaters.Circuits.Statements;

/// <summary>Why bytes are not a batch header.</summary>
public enum BatchHeaderRejection
{
    /// <summary>Not rejected.</summary>
    None,

    /// <summary>The encoding has not the length of a batch header.</summary>
    WrongLength,

    /// <summary>A field element is not below the modulus.</summary>
    NonCanonicalElement,
}
