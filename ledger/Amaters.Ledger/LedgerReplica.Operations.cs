using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.Storage;
using Google.Protobuf;

namespace Amaters.Ledger;

/// <content>What clients, auditors and observers ask of a node.</content>
public sealed partial class LedgerReplica
{
    private const int AuditPageSizeMax = 1000;

    /// <summary>The ledger's facts and how far it has come.</summary>
    public GetLedgerResponse GetLedger() => new()
    {
        Genesis = ByteString.CopyFrom(_options.Genesis.CanonicalBytes.Span),
        LedgerId = ByteString.CopyFrom(_options.Genesis.LedgerId.ToBytes()),
        Watermarks = Progress.ToWatermarks(),
        Checkpoint = _machine.Checkpoint.Sign(_options.CheckpointSigner).ToString(),
        LeaderAddress = AddressOf(Group.Status.Leader.Value),
        VerifyingKey = ByteString.CopyFrom(_options.VerifyingKey.Encode()),
    };

    /// <summary>Where clients reach a node; empty when unknown.</summary>
    public string AddressOf(ulong nodeId) => _options.ClientAddresses.TryGetValue(nodeId, out var address) ? address.ToString() : "";

    /// <summary>The registry's view of one key.</summary>
    public GetKeyResponse GetKey(GetKeyRequest request)
    {
        if (!Fr.TryDecode(request.ClientId.Span, out var clientId))
            throw new LedgerRefusedException(Refusal.InvalidArgument, "client_id", $"{Fr.EncodedByteCount} bytes of a canonical field element, little endian.");
        if (_machine.KeyRegistry.Find(clientId) is not { } key)
            return new GetKeyResponse();
        var publicKey = new byte[Circuits.Signatures.SchnorrPublicKey.EncodedByteCount];
        key.PublicKey.Encode(publicKey);
        var isExpired = key.ExpiresAtSequence != 0 && Progress.CommittedSequence + 1 >= key.ExpiresAtSequence;
        return new GetKeyResponse
        {
            State = isExpired ? GetKeyResponse.Types.State.Expired : (GetKeyResponse.Types.State)key.Standing,
            PublicKey = ByteString.CopyFrom(publicKey),
            Label = key.Label,
            RegisteredAtSequence = key.RegisteredAtSequence,
            ExpiresAtSequence = key.ExpiresAtSequence,
            SuccessorClientId = key.Successor.IsZero ? ByteString.Empty : ByteString.CopyFrom(key.Successor.ToBytes()),
        };
    }

    /// <summary>Applied batches from a number on, then each as it is applied.</summary>
    public async IAsyncEnumerable<AppliedBatch> WatchAsync(WatchRequest request, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var next = request.FromBatch == 0 ? Progress.AppliedBatch + 1 : request.FromBatch;
        while (true)
        {
            var change = _board.WaitForChangeAsync(cancellation);
            for (; next <= Progress.AppliedBatch; next++)
                yield return ReadAppliedBatch(next);
            await change.ConfigureAwait(false);
        }
    }

    /// <summary>One applied batch with its commands.</summary>
    /// <exception cref="LedgerRefusedException">The batch is not applied on this node.</exception>
    public AppliedBatch ReadAppliedBatch(ulong batchNumber)
    {
        if (batchNumber == 0 || batchNumber > Progress.AppliedBatch)
            throw new LedgerRefusedException(Refusal.NotFound, "batch_number", $"batch {batchNumber} is not applied; the newest is {Progress.AppliedBatch}.");
        using var view = _database.OpenView();
        var row = BatchRows.Get(view, batchNumber);
        var batch = new AppliedBatch
        {
            Header = row.Header,
            Proof = row.Proof,
            SealedTimeMs = row.SealedTimeMs,
            ProvenTimeMs = row.ProvenTimeMs,
            Worker = row.Worker,
        };
        for (ulong i = 0; i < row.Count; i++)
        {
            var command = view.Get(Family.Commands, RowKey.Number(row.FirstSequence + i), CommandRow.Parser)!;
            batch.Commands.Add(new AppliedCommand
            {
                Sequence = row.FirstSequence + i,
                SignedCommand = command.SignedCommand,
                Result = (ResultCode)command.Result,
                LeaderTimeMs = command.LeaderTimeMs,
            });
        }

        return batch;
    }

    /// <summary>Writes a bundle of applied batches.</summary>
    /// <exception cref="LedgerRefusedException">The batches are not there, or this node is no founding member.</exception>
    public void ExportBundle(ExportBundleRequest request, Stream destination, CancellationToken cancellation)
    {
        RequireFounder();
        var newest = Progress.AppliedBatch;
        var (first, last) = (Math.Max(1, request.FromBatch), request.ToBatch == 0 ? newest : request.ToBatch);
        if (newest == 0)
            throw new LedgerRefusedException(Refusal.FailedPrecondition, "", "Nothing is proven yet.");
        if (first > last || last > newest)
            throw new LedgerRefusedException(Refusal.InvalidArgument, "to_batch", $"batches {first} to {last} were asked for; batches 1 to {newest} are there.");
        _export.WriteBundle(first, last, destination, cancellation);
    }

    /// <summary>The receipt of an applied command, linearizably.</summary>
    /// <exception cref="LedgerRefusedException">The command is not proven or unknown, or this node is no founding member.</exception>
    public async Task<GetReceiptResponse> GetReceiptAsync(GetReceiptRequest request, CancellationToken cancellation)
    {
        RequireFounder();
        await _barrier.WaitAsync(cancellation).ConfigureAwait(false);
        var sequence = request.CommandCase switch
        {
            GetReceiptRequest.CommandOneofCase.Sequence => request.Sequence,
            GetReceiptRequest.CommandOneofCase.Digest when _database.Newest.Get(Family.Digests, request.Digest.Span) is { } number => RowKey.ReadNumber(number),
            _ => throw new LedgerRefusedException(Refusal.NotFound, "digest", "no such command has entered this ledger."),
        };
        return new GetReceiptResponse { Receipt = ByteString.CopyFrom(_export.MakeReceipt(sequence, Progress.AppliedBatch)) };
    }

    /// <summary>A page of the audit trail.</summary>
    public ReadAuditEventsResponse ReadAuditEvents(ReadAuditEventsRequest request)
    {
        var pageSize = request.PageSize is 0 or > AuditPageSizeMax ? AuditPageSizeMax : (int)request.PageSize;
        using var view = _database.OpenView();
        var events = view.From(Family.Audit, RowKey.Number(Math.Max(1, request.FromEvent))).Take(pageSize + 1).Select(row => AuditEvent.Parser.ParseFrom(row.Value)).ToList();
        var response = new ReadAuditEventsResponse { More = events.Count > pageSize };
        response.Events.AddRange(events.Take(pageSize));
        return response;
    }

    /// <summary>Receipts and bundles rest on a signature by a key that the genesis document names.</summary>
    private void RequireFounder()
    {
        if (!_options.Genesis.Facts.Members.Any(member => member.CheckpointKey.SequenceEqual(_options.CheckpointSigner.PublicKey)))
            throw new LedgerRefusedException(Refusal.NotFounder, "", "This node joined after the ledger was founded, and nobody could check what it signs. Ask a founding member.");
    }
}
