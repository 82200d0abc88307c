using System.Text;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Tags;
using Amaters.Ledger.Protocol;
using Amaters.Testing;
using Amaters.Verifier.Receipts;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Amaters.Ledger.Node.Tests.Embedded;

/// <summary>The calls of the contract that answer in pages, streams and files, on a ledger that holds something.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class ServiceContractTests(EmbeddedFixture fixture) : IClassFixture<EmbeddedFixture>, IDisposable
{
    private readonly GrpcChannel _channel = TrustingChannel.Open(fixture.Ledger.ClientAddresses[0], fixture.Ledger.Files);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private LedgerService.LedgerServiceClient Ledger => new(_channel);

    public void Dispose() => _channel.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task A_scan_gives_every_record_once_whatever_the_page_size(uint pageSize)
    {
        var collection = $"scanned by {pageSize}";
        for (var i = 0; i < 5; i++)
            await PutAsync(collection, $"{i}");
        var request = new ScanRequest { Collection = ByteString.CopyFrom(CollectionId.Of(collection).ToBytes()), PageSize = pageSize };
        var tags = new List<ByteString>();
        do
        {
            var page = await Ledger.ScanAsync(request, cancellationToken: Stop);
            Assert.InRange(page.Results.Count, 1, (int)pageSize);
            tags.AddRange(page.Results.Select(result => result.Key.Tag));
            request.PageToken = page.NextPageToken;
        }
        while (!request.PageToken.IsEmpty);
        Assert.Equal(5, tags.Distinct().Count());
        Assert.Equal(5, tags.Count);
        Assert.Equal(tags.OrderBy(tag => Convert.ToHexString(tag.Span), StringComparer.Ordinal), tags);
    }

    [Fact]
    public async Task A_history_comes_in_pages_oldest_first()
    {
        for (ulong version = 0; version < 3; version++)
            await PutAsync("historic", "record", version);
        var key = fixture.Client.KeyOf("historic", "record"u8);
        var request = new HistoryRequest { Key = new() { Collection = ByteString.CopyFrom(key.Collection.ToBytes()), Tag = ByteString.CopyFrom(key.Tag.ToBytes()) }, PageSize = 2 };
        var first = await Ledger.HistoryAsync(request, cancellationToken: Stop);
        Assert.Equal((true, "1 2"), (first.More, string.Join(' ', first.Items.Select(item => item.Version))));
        request.AfterVersion = 2;
        var second = await Ledger.HistoryAsync(request, cancellationToken: Stop);
        Assert.Equal((false, "3"), (second.More, string.Join(' ', second.Items.Select(item => item.Version))));
    }

    [Fact]
    public async Task A_receipt_is_found_by_sequence_and_by_digest()
    {
        var command = fixture.Client.PreparePut("receipts", "record"u8.ToArray(), "value"u8.ToArray(), expectedVersion: 0);
        var answer = await fixture.Client.SubmitAsync(command, WaitStage.Applied, Stop);
        var bySequence = await Ledger.GetReceiptAsync(new GetReceiptRequest { Sequence = answer.Sequence }, cancellationToken: Stop);
        var byDigest = await Ledger.GetReceiptAsync(new GetReceiptRequest { Digest = ByteString.CopyFrom(command.Command.Digest.ToBytes()) }, cancellationToken: Stop);
        foreach (var receipt in new[] { bySequence.Receipt, byDigest.Receipt })
            Assert.Equal(answer.Sequence, Receipt.Check(receipt.Memory, fixture.Ledger.Genesis.LedgerId).Evidence!.Sequence);
    }

    [Fact]
    public async Task A_watch_tells_the_past_and_then_goes_on_live()
    {
        await PutAsync("watched", "past");
        using var call = Ledger.Watch(new WatchRequest { FromBatch = 1 }, cancellationToken: Stop);
        ulong expected = 1;
        bool hasTold;
        do
            hasTold = await TellsAsync("past");
        while (!hasTold);

        var live = await PutAsync("watched", "live");
        while (expected <= live.BatchNumber)
            await TellsAsync("live");

        async Task<bool> TellsAsync(string key)
        {
            Assert.True(await call.ResponseStream.MoveNext(Stop));
            var batch = call.ResponseStream.Current;
            Assert.True(BatchHeader.TryDecode(batch.Header.Span, out var header, out _));
            Assert.Equal(expected++, header.Range.BatchNumber);
            var tag = fixture.Client.KeyOf("watched", Encoding.UTF8.GetBytes(key)).Tag;
            return batch.Commands.Any(command => SignedCommand.TryDecode(command.SignedCommand.Span, out var signed, out _) && signed.Command.Key.Tag == tag);
        }
    }

    [Fact]
    public async Task The_audit_service_streams_a_bundle_and_pages_its_events()
    {
        await PutAsync("audited", "record");
        var audit = new AuditService.AuditServiceClient(_channel);
        using var call = audit.ExportBundle(new ExportBundleRequest { FromBatch = 1 }, cancellationToken: Stop);
        var chunks = await call.ResponseStream.ReadAllAsync(Stop).ToListAsync(Stop);
        Assert.StartsWith("AMBUNDL1", Encoding.ASCII.GetString(chunks[0].Data.Span[..8]), StringComparison.Ordinal);

        var page = await audit.ReadAuditEventsAsync(new ReadAuditEventsRequest { FromEvent = 1, PageSize = 1 }, cancellationToken: Stop);
        Assert.Equal((1ul, AuditEvent.Types.Kind.KeyChanged), (Assert.Single(page.Events).Number, page.Events[0].Kind));
    }

    [Fact]
    public async Task A_command_that_is_handed_in_twice_is_answered_twice_and_executed_once()
    {
        var command = fixture.Client.PreparePut("twice", "record"u8.ToArray(), "value"u8.ToArray(), expectedVersion: 0);
        var first = await fixture.Client.SubmitAsync(command, WaitStage.Applied, Stop);
        var second = await fixture.Client.SubmitAsync(command, WaitStage.Applied, Stop);
        Assert.Equal((first.Sequence, ResultCode.Ok, true), (second.Sequence, second.Result, second.Duplicate));
        Assert.Equal(1ul, (await fixture.Client.GetAsync("twice", "record"u8.ToArray(), Stop)).Record!.Version);
    }

    private async Task<SubmitResponse> PutAsync(string collection, string key, ulong expectedVersion = 0)
    {
        var answer = await fixture.Client.PutAsync(collection, Encoding.UTF8.GetBytes(key), "value"u8.ToArray(), expectedVersion, WaitStage.Applied, Stop);
        Assert.Equal(ResultCode.Ok, answer.Result);
        return answer;
    }
}
