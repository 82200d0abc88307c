using Amaters.Circuits.Fields;
using Amaters.Ledger.Protocol;
using Amaters.Ledger.StateMachine;
using Amaters.Ledger.Storage;
using Amaters.Verifier.Genesis;
using Google.Protobuf;

namespace Amaters.Ledger.Reading;

/// <summary>Answers reads from one moment's applied state, each record with the proof of its presence or absence.</summary>
internal sealed class LedgerReader(GenesisDocument genesis, LedgerDatabase database, LedgerStateMachine machine, ShardReads reads)
{
    private const int KeyCountMax = 256;
    private const int PageSizeMax = 1000;
    private const int PageSizeDefault = 100;

    public ReadResponse Read(ReadRequest request)
    {
        if (request.Keys.Count is < 1 or > KeyCountMax)
            throw new LedgerRefusedException(Refusal.InvalidArgument, "keys", $"1 to {KeyCountMax} keys, not {request.Keys.Count}.");
        using var moment = new AppliedMoment(genesis, database, reads);
        var response = new ReadResponse { Header = moment.Header, Proof = moment.Proof, Watermarks = machine.Progress.ToWatermarks() };
        response.Results.AddRange(moment.Prove([.. request.Keys.Select(DecodeKey)], machine.Placement));
        return response;
    }

    public ScanResponse Scan(ScanRequest request)
    {
        var collection = DecodeElement(request.Collection, "collection");
        var pageSize = PageSizeOf(request.PageSize);
        if (request.PageToken.Length is not (0 or Fr.EncodedByteCount))
            throw new LedgerRefusedException(Refusal.InvalidArgument, "page_token", "give back the token of the previous page unchanged.");

        using var moment = new AppliedMoment(genesis, database, reads);
        var response = new ScanResponse { Header = moment.Header, Proof = moment.Proof, Watermarks = machine.Progress.ToWatermarks() };
        foreach (var (memberKey, position) in moment.Members(collection, request.PageToken.ToByteArray()))
        {
            var result = moment.ProveAt(memberKey, position, machine.Placement, out var isLive);
            if (!isLive && !request.IncludeTombstones)
                continue;
            if (response.Results.Count == pageSize)
            {
                response.NextPageToken = response.Results[^1].Key.Tag;
                break;
            }

            response.Results.Add(result);
        }

        return response;
    }

    public HistoryResponse History(HistoryRequest request)
    {
        if (request.Key is null)
            throw new LedgerRefusedException(Refusal.InvalidArgument, "key", "is needed.");
        var key = DecodeKey(request.Key);
        var pageSize = PageSizeOf(request.PageSize);
        var shard = machine.Placement.ShardOf(key.Position(genesis.Facts.Shape.TreeDepth));
        var recordKey = RowKey.Record(key.Collection, key.Tag);
        reads.Count(shard);
        using var view = database.OpenView();
        var response = new HistoryResponse { Watermarks = machine.Progress.ToWatermarks() };
        foreach (var (versionKey, value) in view.HistoryFrom(shard, RowKey.Version(key.Collection, key.Tag, request.AfterVersion + 1)))
        {
            if (!versionKey.AsSpan().StartsWith(recordKey))
                break;
            if (response.Items.Count == pageSize)
            {
                response.More = true;
                break;
            }

            var row = HistoryRow.Parser.ParseFrom(value);
            var command = view.Get(Family.Commands, RowKey.Number(row.Sequence), CommandRow.Parser)!;
            response.Items.Add(new HistoryItem
            {
                Version = RowKey.ReadNumber(versionKey.AsSpan(recordKey.Length)),
                Sequence = row.Sequence,
                BatchNumber = command.BatchNumber,
                SignedCommand = command.SignedCommand,
                Payload = row.Payload,
                LeaderTimeMs = command.LeaderTimeMs,
            });
        }

        return response;
    }

    private static int PageSizeOf(uint requested) => requested switch
    {
        0 => PageSizeDefault,
        <= PageSizeMax => (int)requested,
        _ => throw new LedgerRefusedException(Refusal.InvalidArgument, "page_size", $"at most {PageSizeMax}, not {requested}."),
    };

    private static Circuits.Statements.RecordKey DecodeKey(Protocol.RecordKey key) => new(DecodeElement(key.Collection, "collection"), DecodeElement(key.Tag, "tag"));

    private static Fr DecodeElement(ByteString bytes, string field) =>
        Fr.TryDecode(bytes.Span, out var element)
            ? element
            : throw new LedgerRefusedException(Refusal.InvalidArgument, field, $"{Fr.EncodedByteCount} bytes of a canonical field element, little endian.");
}
