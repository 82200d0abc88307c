using Amaters.Circuits.Fields;
using Amaters.Ledger.Protocol;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;

namespace Amaters.Ledger.Node.Tests.Services;

/// <summary>What the client listener answers, over real TLS.</summary>
public sealed class ClientListenerTests(SingleNode node)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_introduces_its_ledger()
    {
        using var channel = node.Connect();
        var answer = await new LedgerService.LedgerServiceClient(channel).GetLedgerAsync(new GetLedgerRequest(), cancellationToken: Stop);
        Assert.Equal(node.Host.Setup.Replica.Genesis.LedgerId.ToBytes(), answer.LedgerId.ToByteArray());
        Assert.Equal(node.ClientAddress, new Uri(answer.LeaderAddress));
    }

    [Fact]
    public async Task Health_says_that_a_node_with_a_leader_serves()
    {
        using var channel = node.Connect();
        var answer = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Stop);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, answer.Status);
    }

    [Fact]
    public async Task Reflection_lists_the_public_services_and_not_the_peers()
    {
        using var channel = node.Connect();
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo(cancellationToken: Stop);
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, Stop);
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(Stop));
        var names = call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).ToList();
        Assert.Contains("amaters.ledger.v1.LedgerService", names);
        Assert.Contains("amaters.ledger.v1.ProvingService", names);
        Assert.Contains("amaters.ledger.v1.AuditService", names);
        Assert.Contains("amaters.ledger.v1.AdminService", names);
        Assert.DoesNotContain(names, name => name.Contains("Raft", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public Task A_read_of_no_keys_or_too_many_is_refused(int keyCount) =>
        IsRefusedAsync(client => client.ReadAsync(new ReadRequest { Keys = { Enumerable.Repeat(Key(32), keyCount) } }), StatusCode.InvalidArgument, "keys");

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public Task A_key_of_a_wrong_length_is_refused(int byteCount) =>
        IsRefusedAsync(client => client.ReadAsync(new ReadRequest { Keys = { Key(byteCount) } }), StatusCode.InvalidArgument, "collection");

    [Fact]
    public Task A_field_element_that_is_not_canonical_is_refused()
    {
        var aboveModulus = ByteString.CopyFrom(Enumerable.Repeat((byte)0xff, Fr.EncodedByteCount).ToArray());
        return IsRefusedAsync(client => client.GetKeyAsync(new GetKeyRequest { ClientId = aboveModulus }), StatusCode.InvalidArgument, "client_id");
    }

    [Fact]
    public Task A_page_that_is_too_large_is_refused() =>
        IsRefusedAsync(client => client.ScanAsync(new ScanRequest { Collection = ByteString.CopyFrom(Fr.One.ToBytes()), PageSize = 1001 }), StatusCode.InvalidArgument, "page_size");

    [Fact]
    public Task A_receipt_of_a_command_that_is_not_there_is_not_found() =>
        IsRefusedAsync(client => client.GetReceiptAsync(new GetReceiptRequest { Sequence = 1_000_000 }), StatusCode.NotFound, "");

    [Fact]
    public Task A_key_change_that_is_no_message_is_refused() =>
        IsRefusedAsync(client => client.ChangeKeyAsync(new ChangeKeyRequest { Entry = ByteString.CopyFrom(0xff, 0xff, 0xff) }), StatusCode.InvalidArgument, "entry");

    [Fact]
    public async Task A_malformed_command_is_answered_with_its_code()
    {
        using var channel = node.Connect();
        var answer = await new LedgerService.LedgerServiceClient(channel).SubmitAsync(new SubmitRequest { SignedCommand = ByteString.CopyFrom(new byte[233]), Correlation = 7 }, cancellationToken: Stop);
        Assert.Equal(ResultCode.Malformed, answer.Result);
        Assert.Equal(7ul, answer.Correlation);
        Assert.NotEmpty(answer.Detail);
    }

    [Fact]
    public async Task A_request_above_the_message_limit_is_refused_whole()
    {
        var payload = ByteString.CopyFrom(new byte[node.Host.Setup.Replica.Genesis.Facts.PayloadBytesMax + (256 << 10)]);
        await IsRefusedAsync(client => client.SubmitAsync(new SubmitRequest { Payload = payload }), StatusCode.ResourceExhausted, "");
    }

    [Fact]
    public async Task Random_bytes_in_place_of_a_message_end_as_a_status()
    {
        using var channel = node.Connect();
        var method = new Method<byte[], byte[]>(MethodType.Unary, "amaters.ledger.v1.LedgerService", "Submit", Marshallers.Create(bytes => bytes, bytes => bytes), Marshallers.Create(bytes => bytes, bytes => bytes));
        var random = new Random(1);
        for (var i = 0; i < 50; i++)
        {
            var garbage = new byte[random.Next(1, 400)];
            random.NextBytes(garbage);
            var call = channel.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(deadline: DateTime.UtcNow.AddSeconds(20), cancellationToken: Stop), garbage);
            try
            {
                // Some garbage is a message whose fields make no sense: answered with a result code.
                Assert.True(SubmitResponse.Parser.ParseFrom(await call).Result >= ResultCode.Malformed);
            }
            catch (RpcException problem)
            {
                Assert.Contains(problem.StatusCode, new[] { StatusCode.Internal, StatusCode.InvalidArgument, StatusCode.Unknown });
            }
        }

        Assert.False(node.Host.Completion.IsCompleted);
    }

    [Fact]
    public async Task A_deadline_ends_a_watch_that_has_nothing_to_tell()
    {
        using var channel = node.Connect();
        using var call = new LedgerService.LedgerServiceClient(channel).Watch(new WatchRequest(), deadline: DateTime.UtcNow.AddMilliseconds(300), cancellationToken: Stop);
        var problem = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Stop));
        Assert.Equal(StatusCode.DeadlineExceeded, problem.StatusCode);
    }

    [Fact]
    public async Task A_stream_of_commands_is_answered_one_by_one()
    {
        using var channel = node.Connect();
        using var call = new LedgerService.LedgerServiceClient(channel).SubmitStream(cancellationToken: Stop);
        const int Count = 600;
        var sending = SendAsync();
        var answered = new HashSet<ulong>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync(Stop))
        {
            Assert.Equal(ResultCode.Malformed, answer.Result);
            Assert.True(answered.Add(answer.Correlation));
        }

        await sending;
        Assert.Equal(Count, answered.Count);

        async Task SendAsync()
        {
            for (var i = 0; i < Count; i++)
                await call.RequestStream.WriteAsync(new SubmitRequest { Correlation = (ulong)i }, Stop);
            await call.RequestStream.CompleteAsync();
        }
    }

    private static RecordKey Key(int byteCount) => new() { Collection = ByteString.CopyFrom(new byte[byteCount]), Tag = ByteString.CopyFrom(new byte[byteCount]) };

    private async Task IsRefusedAsync<T>(Func<LedgerService.LedgerServiceClient, AsyncUnaryCall<T>> call, StatusCode status, string field)
    {
        using var channel = node.Connect();
        var problem = await Assert.ThrowsAsync<RpcException>(async () => await call(new LedgerService.LedgerServiceClient(channel)));
        Assert.Equal(status, problem.StatusCode);
        Assert.StartsWith(field, problem.Status.Detail, StringComparison.Ordinal);
    }
}
