namespace Amaters.Verifier.Genesis;

/// <summary>Why bytes are not a genesis document.</summary>
public enum GenesisRejection
{
    /// <summary>Nothing was rejected.</summary>
    None = 0,

    /// <summary>Longer than <see cref="GenesisEncoding.EncodedByteCountMax"/>.</summary>
    TooLong = 1,

    /// <summary>Not JSON, or a field is missing, repeated, unknown or of the wrong type.</summary>
    Malformed = 2,

    /// <summary>The format name is not one that this program knows.</summary>
    UnknownFormat = 3,

    /// <summary>A field breaks its limit (<see cref="GenesisRules"/>).</summary>
    LimitBroken = 4,

    /// <summary>The same facts in another spelling: only the canonical bytes have the ledger's id.</summary>
    NotCanonical = 5,
}
