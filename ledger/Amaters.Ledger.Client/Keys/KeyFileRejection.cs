namespace Amaters.Ledger.Client.Keys;

/// <summary>Why a key file does not open.</summary>
public enum KeyFileRejection
{
    /// <summary>It opened.</summary>
    None,

    /// <summary>Not the length of a key file: truncated, or something appended.</summary>
    WrongLength,

    /// <summary>Does not begin like a key file.</summary>
    NotAKeyFile,

    /// <summary>A version that this program does not know.</summary>
    UnknownVersion,

    /// <summary>The checksum disagrees: the file was damaged. Restore it from a copy; the passphrase was not even tried.</summary>
    Damaged,

    /// <summary>Cost parameters out of range: the file was made to exhaust the machine, or with another program.</summary>
    CostOutOfRange,

    /// <summary>The file is whole, but this passphrase does not open it.</summary>
    WrongPassphrase,

    /// <summary>The passphrase is right, but the secrets are no keys, or not those of the public keys in the header.</summary>
    InconsistentKeys,
}
