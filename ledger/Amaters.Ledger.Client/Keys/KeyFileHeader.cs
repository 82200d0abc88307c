using Amaters.Circuits.Signatures;
using Amaters.Ledger.Client.Encryption;

namespace Amaters.Ledger.Client.Keys;

/// <summary>What a key file shows without its passphrase.</summary>
/// <param name="Cost">What one guess at the passphrase costs.</param>
/// <param name="SigningKey">The client's identity.</param>
/// <param name="EncryptionKey">The key that others seal to.</param>
public sealed record KeyFileHeader(PassphraseCost Cost, SchnorrPublicKey SigningKey, HpkePublicKey EncryptionKey);
