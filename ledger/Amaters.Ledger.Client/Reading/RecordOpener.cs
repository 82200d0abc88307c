using System.Diagnostics.CodeAnalysis;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Hashing;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Encryption;
using Amaters.Ledger.Client.Keys;

namespace Amaters.Ledger.Client.Reading;

/// <summary>Checks what a node answers to a read and decrypts it. Nothing in the answer is taken on trust but the header, which the caller has proven.</summary>
public sealed class RecordOpener
{
    /// <summary>Nodes of the state tree that are remembered: 2.4 MB.</summary>
    private const int TreeNodesKept = 8192;

    private readonly ClientKeys _keys;
    private readonly Dictionary<Fr, HpkePrivateKey> _decryptionKeys;
    private readonly Fr _ledgerId;
    private readonly int _treeDepth;
    private readonly CompressionMemo _treeNodes = new(TreeNodesKept);

    /// <summary>Opens records of one ledger.</summary>
    /// <param name="keys">The client's keys; they stay the caller's to dispose.</param>
    /// <param name="ledgerId">The ledger's id, pinned by the client.</param>
    /// <param name="treeDepth">Levels of the ledger's state tree, from its genesis document.</param>
    /// <param name="groupKeys">Decryption keys of groups, and former ones of the client.</param>
    public RecordOpener(ClientKeys keys, Fr ledgerId, int treeDepth, params IEnumerable<HpkePrivateKey> groupKeys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(groupKeys);
        (_keys, _ledgerId, _treeDepth) = (keys, ledgerId, treeDepth);
        _decryptionKeys = [];
        foreach (var key in groupKeys.Prepend(keys.DecryptionKey))
            _decryptionKeys[key.PublicKey.KeyId] = key;
    }

    /// <summary>Opens one answer.</summary>
    /// <param name="asked">The record that was asked for.</param>
    /// <param name="proof">What the node says lies there, and the path to the root.</param>
    /// <param name="payload">The payload that came along; empty where there is none.</param>
    /// <param name="provenHeader">A header whose proof the caller has verified.</param>
    /// <param name="opened">What the state says.</param>
    /// <param name="reason">Why the answer is refused.</param>
    public bool TryOpen(RecordKey asked, RecordProof proof, ReadOnlySpan<byte> payload, BatchHeader provenHeader, [NotNullWhen(true)] out OpenedRecord? opened, out ReadRejection reason)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(provenHeader);
        return TryOpen(proof, proof.Verify(provenHeader.NewRoot, _treeDepth, asked), payload, provenHeader, out opened, out reason);
    }

    /// <summary>What each proof shows of its key under the header's root, checked together: several times faster than one by one.</summary>
    /// <param name="asked">The records that were asked for.</param>
    /// <param name="proofs">What the node says, one for each.</param>
    /// <param name="provenHeader">A header whose proof the caller has verified.</param>
    internal RecordProofVerdict[] CheckProofs(IReadOnlyList<RecordKey> asked, IReadOnlyList<RecordProof> proofs, BatchHeader provenHeader) =>
        RecordProof.VerifyAll(provenHeader.NewRoot, _treeDepth, asked, proofs, _treeNodes);

    /// <summary>Opens one answer whose proof <see cref="CheckProofs"/> has judged under the same header.</summary>
    internal bool TryOpen(RecordProof proof, RecordProofVerdict verdict, ReadOnlySpan<byte> payload, BatchHeader provenHeader, [NotNullWhen(true)] out OpenedRecord? opened, out ReadRejection reason)
    {
        opened = null;
        reason = JudgeState(verdict, provenHeader);
        if (reason != ReadRejection.None)
            return false;
        var record = verdict == RecordProofVerdict.Present ? proof.Occupant : null;
        if (record is { IsLive: true })
            return TryOpenLive(record, payload, out opened, out reason);
        if (!payload.IsEmpty)
        {
            reason = ReadRejection.PayloadUnexpected;
            return false;
        }

        opened = new OpenedRecord(record, Content: null, IsKeyConfirmed: false);
        return true;
    }

    private ReadRejection JudgeState(RecordProofVerdict verdict, BatchHeader provenHeader)
    {
        if (provenHeader.LedgerId != _ledgerId)
            return ReadRejection.OtherLedger;
        return verdict is RecordProofVerdict.Present or RecordProofVerdict.Absent ? ReadRejection.None : ReadRejection.ProofInvalid;
    }

    private bool TryOpenLive(Record record, ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out OpenedRecord? opened, out ReadRejection reason)
    {
        opened = null;
        reason = CheckPayload(record, bytes, out var payload);
        if (payload is null)
            return false;
        if (!_decryptionKeys.TryGetValue(record.EncryptionKeyId, out var key))
        {
            reason = ReadRejection.KeyNotHeld;
            return false;
        }

        if (!payload.TryOpen(key, new RecordAddress(_ledgerId, record.Key), out var content, out var refusal))
        {
            reason = refusal == PayloadRejection.ContentMalformed ? ReadRejection.ContentMalformed : ReadRejection.NotAuthentic;
            return false;
        }

        opened = new OpenedRecord(record, content, _keys.TagKey.TagOf(record.Key.Collection, content.Key) == record.Key.Tag);
        return true;
    }

    // A payload that fits the record without being opened, or null and why it does not.
    private static ReadRejection CheckPayload(Record record, ReadOnlySpan<byte> bytes, out SealedPayload? payload)
    {
        payload = null;
        if (bytes.IsEmpty)
            return ReadRejection.PayloadMissing;
        if (PayloadDigest.Of(bytes) != record.PayloadDigest)
            return ReadRejection.PayloadReplaced;
        if (!SealedPayload.TryDecode(bytes, out var decoded, out _))
            return ReadRejection.PayloadMalformed;

        // The PUT made version ExpectedVersion + 1. Only transfers can have come after it: they keep the payload and raise the version.
        if (decoded.ExpectedVersion >= record.Version)
            return ReadRejection.VersionAhead;
        if (decoded.ExpectedVersion == record.Version - 1 && decoded.Writer != record.Owner)
            return ReadRejection.WriterNotOwner;
        payload = decoded;
        return ReadRejection.None;
    }
}
