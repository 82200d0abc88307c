namespace Amaters.Prover.Batches;

/// <summary>Why a document is not a batch: one value per cause.</summary>
public enum BatchJsonRejection
{
    /// <summary>Not rejected.</summary>
    None = 0,

    /// <summary>The document is longer than <see cref="BatchJson.MaxByteCount"/>.</summary>
    TooLarge,

    /// <summary>The text is not JSON, or has not exactly the fields of a batch.</summary>
    NotABatch,

    /// <summary>The sizes are no shape that a circuit can have.</summary>
    InvalidShape,

    /// <summary>A field element is not 64 hexadecimal digits of a number below r.</summary>
    NonCanonicalElement,

    /// <summary>A batch number or index is not a decimal number of 64 bits.</summary>
    NotAnInteger,

    /// <summary>A record is not the hexadecimal form of a record's encoding.</summary>
    InvalidRecord,

    /// <summary>Two records lie at one position of the state tree.</summary>
    PositionTakenTwice,

    /// <summary>A command is not the hexadecimal form of a signed command's encoding.</summary>
    InvalidCommand,

    /// <summary>The commands are no batch: too many, a padding command or key, or a signature that is not valid.</summary>
    InvalidBatch,
}
