namespace Amaters.Ledger.KeyRegistry;

/// <summary>What a registered key may do. The numbers stand in the state database: append only.</summary>
public enum KeyStanding
{
    /// <summary>Not registered.</summary>
    Unknown = 0,

    /// <summary>May sign every command, until it expires.</summary>
    Active = 1,

    /// <summary>Rotated: may only TRANSFER its records to its successor.</summary>
    Retired = 2,

    /// <summary>May sign nothing.</summary>
    Revoked = 3,
}
