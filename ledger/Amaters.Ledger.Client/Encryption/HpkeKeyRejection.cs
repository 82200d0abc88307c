namespace Amaters.Ledger.Client.Encryption;

/// <summary>Why bytes are not an X25519 key.</summary>
public enum HpkeKeyRejection
{
    /// <summary>They are one.</summary>
    None,

    /// <summary>Not 32 bytes.</summary>
    WrongLength,

    /// <summary>A coordinate of 2²⁵⁵ − 19 or more: another spelling of a smaller one.</summary>
    NotCanonical,

    /// <summary>A point of small order, on the curve or its twist: every secret agreed with it would be zero.</summary>
    SmallOrder,
}
