namespace Amaters.Verifier.Headers;

/// <summary>Why bytes are not the JSON form of a batch header: one value per cause.</summary>
public enum HeaderJsonRejection
{
    /// <summary>Not rejected.</summary>
    None = 0,

    /// <summary>The document is longer than any header.</summary>
    TooLarge = 1,

    /// <summary>The bytes are not one JSON document in UTF-8, or it names a property twice.</summary>
    NotJson = 2,

    /// <summary>The document is not an object, or a field of the header is missing.</summary>
    MissingField = 3,

    /// <summary>The document names a property that a header does not have.</summary>
    UnknownField = 4,

    /// <summary>A field element is not <c>0x</c> and 64 lower-case hexadecimal digits, or outcomes not <c>0x</c> and 32.</summary>
    NotHexadecimal = 5,

    /// <summary>A field element is not below r: x and x + r are not the same header.</summary>
    NonCanonicalElement = 6,

    /// <summary>A batch number, index or count is not a decimal integer of its size.</summary>
    NotAnInteger = 7,
}
