namespace Amaters.Ledger.Client.Encryption;

/// <summary>The authenticated cipher of an HPKE suite; values are the code points of RFC 9180, table 5.</summary>
public enum HpkeAead : ushort
{
    /// <summary>AES-128-GCM: 16-byte key.</summary>
    Aes128Gcm = 0x0001,

    /// <summary>AES-256-GCM: 32-byte key. What this library writes.</summary>
    Aes256Gcm = 0x0002,

    /// <summary>ChaCha20-Poly1305: 32-byte key.</summary>
    ChaCha20Poly1305 = 0x0003,
}
