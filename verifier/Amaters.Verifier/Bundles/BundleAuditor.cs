using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Verifier.Checkpoints;
using Amaters.Verifier.Genesis;
using Amaters.Verifier.Groth16;

namespace Amaters.Verifier.Bundles;

/// <summary>Audits a bundle: one file, one pass, no server. Stops at the first thing that does not hold and names it.</summary>
/// <remarks>
/// What acceptance means: from the start on, every batch's header continues the chain of the ledger that the genesis
/// document founds; every command in it is validly signed and is the one that the header commits to; a proof under the
/// ledger's key shows that executing them gave exactly the header's outcomes and state root. What it does not mean: that
/// the bundle is the newest, or that no other history was shown to others; compare checkpoints for that.
/// </remarks>
public sealed class BundleAuditor
{
    /// <summary>Proofs that are decoded and verified together: enough to share the final exponentiation, few enough to show progress.</summary>
    private const int ProofsPerGroup = 64;

    private readonly BundleAuditOptions _options;
    private readonly List<EncodedClaim> _claims = new(ProofsPerGroup);
    private readonly PublicKeyMemo _clientKeys = new();
    private BundleReport _report = new();
    private PreparedVerifyingKey? _key;
    private BundleStart? _start;
    private ChainPosition _chain;
    private TransparencyTreeHead _headerLog = new();
    private LedgerState? _replayed;
    private bool _isStartTrusted;

    private BundleAuditor(BundleAuditOptions options) => _options = options;

    /// <summary>The first bytes of a bundle.</summary>
    public static ReadOnlySpan<byte> Magic => "AMBUNDL1"u8;

    /// <summary>Audits a bundle to its end.</summary>
    /// <exception cref="IOException">The source cannot be read.</exception>
    public static BundleReport Audit(Stream source, BundleAuditOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        var auditor = new BundleAuditor(options);
        return auditor.Run(source) ?? auditor._report with { Fault = BundleFault.None, StateRoot = auditor._chain.StateRoot, LastHeader = auditor._chain.PreviousHeader, WasReplayed = options.Replay };
    }

    private GenesisDocument Genesis => _report.Genesis!;

    /// <returns>The report of the first fault, or null when there is none.</returns>
    private BundleReport? Run(Stream source)
    {
        if (!FrameReader.TryOpen(source, Magic, out var reader))
            return Fault(BundleFault.Malformed, 0, "This is no bundle.");
        using var frames = reader;
        while (frames!.TryReadFrame(out var frame))
        {
            var fault = frame.Kind switch
            {
                FrameKind.Genesis => ReadGenesis(frame.Body),
                FrameKind.VerifyingKey => ReadKey(frame.Body),
                FrameKind.Start => ReadStart(frame.Body),
                FrameKind.Batch => ReadBatch(frame.Body),
                FrameKind.Checkpoint => ReadCheckpoint(frame.Body),
                FrameKind.End => End(),
                _ => Fault(BundleFault.Malformed, 0, $"There is a frame of unknown kind {(byte)frame.Kind}."),
            };
            if (fault is not null || frame.Kind == FrameKind.End)
                return fault;
        }

        // What was read so far may hide the cause: judge it before blaming the file's end.
        return VerifyProofs() ?? Fault(BundleFault.Malformed, 0, $"The file is damaged or cut short after batch {_chain.NextBatchNumber - 1}.");
    }

    private BundleReport? ReadGenesis(byte[] body)
    {
        if (_report.Genesis is not null)
            return Fault(BundleFault.Malformed, 0, "There are two genesis documents.");
        if (!GenesisEncoding.TryDecode(body, out var genesis, out var rejection))
            return Fault(BundleFault.Genesis, 0, $"The genesis document is refused: {rejection}.");
        _report = _report with { Genesis = genesis };
        return _options.LedgerId is { } pinned && pinned != genesis!.LedgerId
            ? Fault(BundleFault.OtherLedger, 0, $"The bundle is of ledger {genesis.LedgerId}, not of {pinned}.")
            : null;
    }

    private BundleReport? ReadKey(byte[] body)
    {
        if (_report.Genesis is null || _key is not null)
            return Fault(BundleFault.Malformed, 0, "The verifying key stands in the wrong place.");
        if (!VerifyingKey.TryDecode(body, out var key, out var rejection))
            return Fault(BundleFault.VerifyingKey, 0, $"The verifying key is refused: {rejection}.");
        if (!key.ComputeDigest().AsSpan().SequenceEqual(Genesis.Facts.VerifyingKeyDigest.AsSpan()) || key.InputCount != 1)
            return Fault(BundleFault.VerifyingKey, 0, "The verifying key is not the one that the genesis document names.");
        _key = new PreparedVerifyingKey(key);
        return null;
    }

    private BundleReport? ReadStart(byte[] body)
    {
        if (_key is null || _start is not null || !BundleStart.TryDecode(body, out _start))
            return Fault(BundleFault.Malformed, 0, "The start is malformed or stands in the wrong place.");
        _chain = _start.Position(Genesis.Facts.Shape);
        _headerLog = _start.HeaderLog();
        _isStartTrusted = _start.Previous is null;
        if (_options.Replay && !_isStartTrusted)
            return Fault(BundleFault.Start, 0, "Replay needs a bundle from genesis; this one begins later.");
        _replayed = _options.Replay ? new LedgerState(Genesis.Facts.Shape.TreeDepth) : null;
        _report = _report with { FirstBatch = _chain.NextBatchNumber };
        return null;
    }

    private BundleReport? ReadBatch(byte[] body)
    {
        if (_start is null)
            return Fault(BundleFault.Malformed, 0, "A batch stands before the start.");
        var number = _chain.NextBatchNumber;
        if (!_isStartTrusted)
            return Fault(BundleFault.Start, number, "The bundle does not begin at genesis, and no member's checkpoint says that it may begin here.");
        var shape = Genesis.Facts.Shape;
        if (!BundleStatement.TryDecode(body, shape, out var batch, _clientKeys))
            return VerifyProofs() ?? Fault(BundleFault.MalformedBatch, number, "Its bytes are malformed.");
        if (_chain.Check(batch.Header, Genesis.LedgerId) is var verdict and not ChainVerdict.Continues)
            return VerifyProofs() ?? Fault(BundleFault.Chain, number, $"Its header does not continue the chain: {verdict}.");
        if (BundleStatement.BuildCommandsTree(batch.Commands, shape).Root != batch.Header.CommandsRoot)
            return VerifyProofs() ?? Fault(BundleFault.Commands, number, "Its commands are not the ones that its header commits to.");
        if (CommandSignatures.FindInvalid(batch.Commands, Genesis.LedgerId, out var commands) is { } index)
            return VerifyProofs() ?? Fault(BundleFault.Signature, number, $"Command {batch.Header.Range.FirstIndex + (ulong)index} is not validly signed.");
        if (_replayed is not null && !Replays(batch, commands))
            return VerifyProofs() ?? Fault(BundleFault.Replay, number, "Executing its commands gives another header: its proof, if it verifies, is forged.");

        _chain = ChainPosition.After(batch.Header);
        _options.OnBatch?.Invoke(batch.Header, batch.Commands);
        _claims.Add(new EncodedClaim([_chain.PreviousHeader], batch.EncodedProof));
        _headerLog.Append(_chain.PreviousHeader.ToBytes());
        _report = _report with { BatchCount = _report.BatchCount + 1, CommandCount = _report.CommandCount + batch.Header.Range.Count, CheckpointSigners = [] };
        return _claims.Count == ProofsPerGroup ? VerifyProofs() : null;
    }

    private bool Replays(BundleStatement batch, VerifiedCommand[] commands)
    {
        if (!Batch.TryCreateFromVerified(Genesis.Facts.Shape, Genesis.LedgerId, _chain, commands, out var executable, out _))
            return false;
        var execution = BatchExecutor.Execute(executable, _replayed!);
        if (execution.Header != batch.Header)
            return false;
        execution.After.Commit();
        return true;
    }

    private BundleReport? VerifyProofs()
    {
        if (_claims.Count == 0)
            return null;
        var verdicts = Groth16Verifier.VerifyEncodedBatch(_key!, _claims).Verdicts;
        var firstBatch = _chain.NextBatchNumber - (ulong)_claims.Count;
        _claims.Clear();
        for (var i = 0; i < verdicts.Count; i++)
        {
            if (!verdicts[i].IsAccepted)
                return Fault(BundleFault.Proof, firstBatch + (ulong)i, $"Its proof is {verdicts[i]}.");
        }

        _options.Progress?.Report(_report.BatchCount);
        return null;
    }

    private BundleReport? ReadCheckpoint(byte[] body)
    {
        if (_start is null)
            return Fault(BundleFault.Malformed, 0, "A checkpoint stands before the start.");
        var isSigned = SignedNote.TryDecode(body, out var note) && Checkpoint.TryRead(note!.Text, Genesis.LedgerId, out var checkpoint)
            && checkpoint!.Size == _headerLog.Size && checkpoint.Root.AsSpan().SequenceEqual(_headerLog.Root);
        var signers = isSigned ? Genesis.Facts.SignersOf(note!).ToList() : [];
        if (signers.Count == 0)
            return VerifyProofs() ?? Fault(BundleFault.Checkpoint, _chain.NextBatchNumber - 1, "The checkpoint is not of these batches, or no member of the genesis document signed it.");
        _isStartTrusted |= _report.BatchCount == 0;
        _report = _report with { CheckpointSigners = [.. _report.CheckpointSigners.Union(signers)] };
        return null;
    }

    private BundleReport? End() =>
        _start is null ? Fault(BundleFault.Malformed, 0, "The bundle ends before its start.")
        : _report.BatchCount == 0 ? Fault(BundleFault.Malformed, 0, "The bundle holds no batch, so it shows nothing.")
        : VerifyProofs();

    private BundleReport Fault(BundleFault fault, ulong badBatch, string detail) => _report with { Fault = fault, BadBatch = badBatch, Detail = detail };
}
