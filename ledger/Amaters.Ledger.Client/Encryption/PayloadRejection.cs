namespace Amaters.Ledger.Client.Encryption;

/// <summary>Why bytes are not a sealed payload, or why it does not open.</summary>
public enum PayloadRejection
{
    /// <summary>They are one, and it opened.</summary>
    None,

    /// <summary>Shorter than header and smallest bucket.</summary>
    TooShort,

    /// <summary>Longer than header and largest bucket.</summary>
    TooLong,

    /// <summary>The format byte is not 1.</summary>
    UnknownFormat,

    /// <summary>The cipher byte names no <see cref="HpkeAead"/>.</summary>
    UnknownCipher,

    /// <summary>The writer's client id is not below r.</summary>
    WriterNotCanonical,

    /// <summary>The ciphertext's length is not one of <see cref="SizeBuckets"/>.</summary>
    LengthNotABucket,

    /// <summary>Another key, another address, or changed bytes: the cipher refuses, and cannot say which.</summary>
    NotAuthentic,

    /// <summary>Authentic, but the plaintext's lengths or padding are wrong: the writer's software is at fault.</summary>
    ContentMalformed,
}
