namespace Amaters.Ledger.Client.Reading;

/// <summary>Why an answer to a read is not believed, or not readable.</summary>
public enum ReadRejection
{
    /// <summary>It is believed and read.</summary>
    None,

    /// <summary>The header belongs to another ledger.</summary>
    OtherLedger,

    /// <summary>The record and its path do not lead to the header's root, or are of another key.</summary>
    ProofInvalid,

    /// <summary>A live record came without its payload.</summary>
    PayloadMissing,

    /// <summary>A payload came with a tombstone or with nothing.</summary>
    PayloadUnexpected,

    /// <summary>The payload is not the one that the record commits to.</summary>
    PayloadReplaced,

    /// <summary>The payload is the record's, but no <see cref="Encryption.SealedPayload"/>: whoever wrote it did not use this format.</summary>
    PayloadMalformed,

    /// <summary>The payload says it was written for a later version than the record has.</summary>
    VersionAhead,

    /// <summary>The payload says that someone else than the record's owner wrote it, and no transfer lies between: a copied ciphertext.</summary>
    WriterNotOwner,

    /// <summary>Sealed to a key that is not at hand.</summary>
    KeyNotHeld,

    /// <summary>Sealed for another place, or not to the key that the record names.</summary>
    NotAuthentic,

    /// <summary>Decrypted, but the content's layout is wrong.</summary>
    ContentMalformed,
}
