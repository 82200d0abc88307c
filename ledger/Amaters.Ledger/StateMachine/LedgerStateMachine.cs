using Amaters.Circuits.Fields;
using Amaters.Circuits.Signatures;
using Amaters.Circuits.Statements;
using Amaters.Circuits.Trees;
using Amaters.Ledger.Audit;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.KeyRegistry;
using Amaters.Ledger.Placement;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Replication;
using Amaters.Ledger.Storage;
using Amaters.Verifier.Checkpoints;
using Amaters.Verifier.Genesis;
using Amaters.Verifier.Groth16;

namespace Amaters.Ledger.StateMachine;

/// <summary>What the group replicates: the ledger itself, from committed entry to applied state.</summary>
/// <remarks>
/// <para>
/// Total and deterministic: every entry has an outcome, none an exception, and two replicas that applied the same entries
/// hold the same rows. An exception here means damaged storage or an entry of a newer program, and ends the node.
/// </para>
/// <para>
/// A command goes through three stages. <b>Committed</b>: it has a sequence number and waits. <b>Sealed</b>: it belongs to
/// a batch that this replica has executed on layers over the applied state, so the header of its proof is known.
/// <b>Applied</b>: a proof of that very header was verified here and the batch's layer has moved into the database.
/// </para>
/// <para>Threads: the group's apply thread calls; the members that say so may be read by any thread.</para>
/// </remarks>
public sealed partial class LedgerStateMachine : IReplicatedStateMachine
{
    private readonly GenesisDocument _genesis;
    private readonly PreparedVerifyingKey _verifyingKey;
    private readonly LedgerDatabase _database;

    // Rebuilt by Load from the database, in memory only.
    private readonly Queue<PendingCommand> _pending = new();
    private LinkedList<SealedBatch> _sealed = new();
    private LayeredStore<NodeAddress, Fr> _nodeLayers = null!;
    private LayeredStore<ulong, Record> _recordLayers = null!;
    private TreeRows _treeRows = null!;
    private ChainPosition _chain;
    private ProgressRow _row = null!;
    private volatile Published _published = null!;

    /// <summary>A state machine over a node's state database.</summary>
    /// <param name="genesis">The ledger.</param>
    /// <param name="verifyingKey">The key that the genesis document names.</param>
    /// <param name="database">The node's state database.</param>
    /// <exception cref="ArgumentException">The key is not the one that the genesis document names.</exception>
    /// <exception cref="InvalidDataException">The database is damaged.</exception>
    public LedgerStateMachine(GenesisDocument genesis, VerifyingKey verifyingKey, LedgerDatabase database)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        ArgumentNullException.ThrowIfNull(verifyingKey);
        ArgumentNullException.ThrowIfNull(database);
        if (!genesis.Facts.VerifyingKeyDigest.AsSpan().SequenceEqual(verifyingKey.ComputeDigest()))
            throw new ArgumentException("The verifying key is not the one that the genesis document names.", nameof(verifyingKey));
        (_genesis, _verifyingKey, _database) = (genesis, new PreparedVerifyingKey(verifyingKey), database);
        Load();
    }

    private LedgerStateMachine(GenesisDocument genesis, PreparedVerifyingKey verifyingKey, LedgerDatabase database)
    {
        (_genesis, _verifyingKey, _database) = (genesis, verifyingKey, database);
        Load();
    }

    /// <inheritdoc />
    public LogIndex Applied => new(_row.AppliedLogIndex);

    /// <summary>How far the ledger has come. Any thread.</summary>
    public LedgerProgress Progress => _published.Progress;

    /// <summary>The clients' keys. Any thread.</summary>
    public KeyRegistryState KeyRegistry { get; private set; } = null!;

    /// <summary>The placement table in force. Any thread.</summary>
    public PlacementTable Placement => _published.Placement;

    /// <summary>The digests of the applied headers. Any thread.</summary>
    internal HeaderLog HeaderLog { get; private set; } = new();

    /// <summary>Commands that this node admitted and has not applied yet. Any thread.</summary>
    internal AdmittedCommands Admitted { get; } = new();

    /// <summary>Clients' keys as decoded of late, so that a client's next command does not decode its key again. Any thread.</summary>
    internal PublicKeyMemo ClientKeys { get; } = new();

    /// <summary>Size and root of the header log. Any thread.</summary>
    public Checkpoint Checkpoint => _published.Checkpoint;

    /// <summary>Sealed batches that wait for their proof or for an earlier one's, oldest first. Any thread.</summary>
    public IReadOnlyList<SealedBatch> SealedBatches => _published.Sealed;

    /// <summary>The leader's time in the entry that was applied last, in Unix milliseconds. Any thread.</summary>
    public long LeaderTimeMs => _published.LeaderTimeMs;

    /// <summary>The leader's time at commit of the oldest command that waits to be sealed; meaningless while none does. Any thread.</summary>
    public long OldestPendingTimeMs => _published.OldestPendingTimeMs;

    /// <summary>Length and head of the audit trail. Any thread.</summary>
    public AuditTrailHead AuditTrail => _published.AuditTrail;

    /// <summary>Raised on the apply thread after each change of <see cref="Progress"/>; handlers must be quick.</summary>
    public event Action<LedgerProgress>? Advanced;

    /// <inheritdoc />
    public void Apply(ReadOnlySpan<Entry> entries, Span<object?> results)
    {
        var decoded = DecodeAhead(entries);
        for (var i = 0; i < entries.Length; i++)
        {
            using var write = _database.BeginWrite();
            results[i] = decoded[i] is { } entry ? ApplyOne(entry, write) : null;
            _row.AppliedLogIndex = entries[i].Index.Value;
            _row.AppliedLogTerm = entries[i].Term.Value;
            write.Put(Family.Meta, RowKey.Progress, _row);
            write.Commit();
            Publish();
        }
    }

    private object? ApplyOne(DecodedEntry decoded, LedgerWrite write)
    {
        var entry = decoded.Entry;
        // Time never runs back, whichever leader stamped it.
        _row.LeaderTimeMs = Math.Max(_row.LeaderTimeMs, entry.LeaderTimeMs);
        return entry.KindCase switch
        {
            LedgerEntry.KindOneofCase.Command => ApplyCommand(entry.Command, decoded, write),
            LedgerEntry.KindOneofCase.Seal => ApplySeal(entry.Seal, write),
            LedgerEntry.KindOneofCase.Proof => ApplyProof(entry.Proof, write),
            LedgerEntry.KindOneofCase.KeyRegistry => ApplyKeyChange(entry.KeyRegistry, write),
            LedgerEntry.KindOneofCase.Placement => ApplyPlacement(entry.Placement, write),
            LedgerEntry.KindOneofCase.Refusal => ApplyRefusal(entry.Refusal, write),
            _ => null,
        };
    }

    private void Publish()
    {
        var previous = _published;
        var progress = new LedgerProgress
        {
            CommittedSequence = _row.CommittedSequence,
            SealedSequence = _row.SealedSequence,
            ProvenSequence = _row.AppliedSequence,
            AppliedSequence = _row.AppliedSequence,
            SealedBatch = _row.SealedBatch,
            ProvenBatch = _row.AppliedBatch,
            AppliedBatch = _row.AppliedBatch,
            ProvenAheadCount = _sealed.Count(batch => batch.Proof is not null),
        };
        if (previous.Progress == progress && previous.LeaderTimeMs == _row.LeaderTimeMs && previous.AuditTrail.EventCount == _row.AuditEventCount)
            return;
        _published = previous with
        {
            Progress = progress,
            Checkpoint = previous.Progress.AppliedBatch == progress.AppliedBatch ? previous.Checkpoint : CheckpointOf(HeaderLog),
            LeaderTimeMs = _row.LeaderTimeMs,
            AuditTrail = new AuditTrailHead(_row.AuditEventCount, _row.AuditDigest),
            OldestPendingTimeMs = _pending.TryPeek(out var oldest) ? oldest.LeaderTimeMs : 0,
            Sealed = previous.Progress.SealedBatch == progress.SealedBatch && previous.Progress.AppliedBatch == progress.AppliedBatch ? previous.Sealed : [.. _sealed],
        };
        if (previous.Progress != progress)
            Advanced?.Invoke(progress);
    }

    private Checkpoint CheckpointOf(HeaderLog log)
    {
        var head = log.Head(log.Size);
        return new Checkpoint(_genesis.LedgerId, head.Size, [.. head.Root]);
    }

    /// <summary>What other threads may see, replaced as a whole after each entry.</summary>
    private sealed record Published(LedgerProgress Progress, PlacementTable Placement, Checkpoint Checkpoint, IReadOnlyList<SealedBatch> Sealed, long LeaderTimeMs, long OldestPendingTimeMs, AuditTrailHead AuditTrail);
}
