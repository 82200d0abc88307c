namespace Amaters.Ledger.Client.Reading;

/// <summary>Why bytes are not a <see cref="LedgerPin"/>.</summary>
public enum LedgerPinRejection
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>Not the length of a pin.</summary>
    WrongLength,

    /// <summary>Does not begin like a pin.</summary>
    NotAPin,

    /// <summary>A version that this program does not know.</summary>
    UnknownVersion,

    /// <summary>The checksum disagrees.</summary>
    Damaged,

    /// <summary>A field element is not below the modulus.</summary>
    NotCanonical,
}
