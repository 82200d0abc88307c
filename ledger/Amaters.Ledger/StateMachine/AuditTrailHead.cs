using Amaters.Ledger.Protocol;
using Google.Protobuf;

namespace Amaters.Ledger.StateMachine;

/// <summary>How long the audit trail is and the digest of its newest event. <c>default</c> is the empty trail.</summary>
/// <param name="EventCount">Number of events.</param>
/// <param name="Digest">SHA-256 of the newest event's encoding, and through it of all before; empty for an empty trail.</param>
public readonly record struct AuditTrailHead(ulong EventCount, ByteString? Digest)
{
    /// <summary>Puts this head into a seal entry, for every replica to compare with its own.</summary>
    public SealEntry AttestIn(SealEntry seal)
    {
        ArgumentNullException.ThrowIfNull(seal);
        (seal.AuditEventCount, seal.AuditDigest) = (EventCount, Digest ?? ByteString.Empty);
        return seal;
    }
}
