using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;

namespace Amaters.Ledger.KeyRegistry;

/// <summary>A signing key as the registry knows it.</summary>
/// <param name="PublicKey">The key; its <see cref="SchnorrPublicKey.ClientId"/> is the registry's key.</param>
/// <param name="Label">A name for people.</param>
/// <param name="Standing">What it may do.</param>
/// <param name="RegisteredAtSequence">Committed sequence number when it was registered.</param>
/// <param name="ExpiresAtSequence">First sequence number that it may not sign any more; 0 for never.</param>
/// <param name="Successor">Client id that it was rotated to; zero for none.</param>
public sealed record ClientKey(
    SchnorrPublicKey PublicKey, string Label, KeyStanding Standing, ulong RegisteredAtSequence, ulong ExpiresAtSequence, Fr Successor);
