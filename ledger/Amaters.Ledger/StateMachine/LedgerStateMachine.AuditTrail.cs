using System.Security.Cryptography;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Storage;
using Google.Protobuf;

namespace Amaters.Ledger.StateMachine;

/// <content>
/// The audit trail: a hash chain of everything that no proof covers. Seals attest it, so that replicas find out that they
/// differ before either executes a batch.
/// </content>
public sealed partial class LedgerStateMachine
{
    private void RecordEvent(
        AuditEvent.Types.Kind kind, ResultCode code, string subject, string detail, LedgerWrite write, KeyRegistryEntry? keyChange = null, PlacementEntry? placement = null)
    {
        _row.AuditEventCount++;
        var recorded = new AuditEvent
        {
            Number = _row.AuditEventCount,
            Kind = kind,
            LogIndex = _row.AppliedLogIndex + 1,
            LeaderTimeMs = _row.LeaderTimeMs,
            Code = code,
            Subject = subject,
            Detail = detail,
            CommittedSequence = _row.CommittedSequence,
            PreviousDigest = _row.AuditDigest,
        };
        if (keyChange is not null)
            recorded.KeyChange = keyChange;
        else if (placement is not null)
            recorded.Placement = placement;
        var bytes = recorded.ToByteArray();
        write.Put(Family.Audit, RowKey.Number(recorded.Number), bytes);
        _row.AuditDigest = ByteString.CopyFrom(SHA256.HashData(bytes));
    }

    /// <summary>Whether a seal attests all that its leader must have seen: it sealed the batch before, so it applied every event up to there.</summary>
    private bool AttestsEnough(SealEntry seal) => seal.AuditEventCount >= _row.SealedAuditEventCount;

    /// <exception cref="ReplicaDivergedException">This replica's trail does not begin with the one that the seal attests.</exception>
    private void RequireOwnTrail(SealEntry seal)
    {
        var own = seal.AuditEventCount == 0 ? []
            : _database.Newest.Get(Family.Audit, RowKey.Number(seal.AuditEventCount)) is { } row ? SHA256.HashData(row)
            : null;
        if (own is null || !seal.AuditDigest.Span.SequenceEqual(own))
            throw new ReplicaDivergedException(seal.BatchNumber, seal.AuditEventCount);
    }
}
