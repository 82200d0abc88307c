namespace Amaters.Circuits.Statements;

/// <summary>Why bytes are not a signed command.</summary>
public enum SignedCommandRejection
{
    /// <summary>Not rejected.</summary>
    None,

    /// <summary>The encoding has not the length of a signed command.</summary>
    WrongLength,

    /// <summary>The operation is above <see cref="Operation.Transfer"/>.</summary>
    UnknownOperation,

    /// <summary>The collection is not below the field modulus.</summary>
    NonCanonicalCollection,

    /// <summary>The tag is not below the field modulus.</summary>
    NonCanonicalTag,

    /// <summary>The payload digest is not below the field modulus.</summary>
    NonCanonicalPayloadDigest,

    /// <summary>The encryption key id is not below the field modulus.</summary>
    NonCanonicalEncryptionKeyId,

    /// <summary>The public key is no canonical encoding of a point of order l.</summary>
    InvalidPublicKey,

    /// <summary>The signature's point is not on the curve or its scalar not below l.</summary>
    MalformedSignature,
}
