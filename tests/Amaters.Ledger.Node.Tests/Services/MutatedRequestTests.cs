using Amaters.Ledger.Protocol;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;

namespace Amaters.Ledger.Node.Tests.Services;

/// <summary>Requests with a few bytes changed, to every method of every public service of a real node.</summary>
public sealed class MutatedRequestTests(SingleNode node)
{
    private const int MutationsPerMethod = 40;

    // A stream that waits for news ends at its deadline only.
    private const int MutationsPerStream = 4;

    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Methods =>
        [.. new[] { LedgerService.Descriptor, AuditService.Descriptor, ProvingService.Descriptor, AdminService.Descriptor }.SelectMany(service => service.Methods).Select(method => method.FullName)];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_mutated_request_to_any_method_ends_as_an_answer_or_a_status(string methodName)
    {
        var method = new[] { LedgerService.Descriptor, AuditService.Descriptor, ProvingService.Descriptor, AdminService.Descriptor }
            .SelectMany(service => service.Methods).Single(method => method.FullName == methodName);
        var random = new Random(1);
        using var channel = node.Connect();
        var count = method.IsServerStreaming || method.IsClientStreaming ? MutationsPerStream : MutationsPerMethod;
        for (var i = 0; i < count; i++)
            Assert.NotEqual(StatusCode.Unavailable, await CallAsync(channel, method, Mutate(Sample(method.InputType), random)));

        // The node has not been harmed by it: the same connection still gets sense for sense.
        Assert.False(node.Host.Completion.IsCompleted);
        var answer = await new LedgerService.LedgerServiceClient(channel).GetLedgerAsync(new GetLedgerRequest(), cancellationToken: Stop);
        Assert.Equal(node.Host.Setup.Replica.Genesis.LedgerId.ToBytes(), answer.LedgerId.ToByteArray());
    }

    private static async Task<StatusCode> CallAsync(GrpcChannel channel, MethodDescriptor method, byte[] request)
    {
        var isStream = method.IsServerStreaming || method.IsClientStreaming;
        var type = method.IsClientStreaming ? MethodType.DuplexStreaming : method.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary;
        var raw = new Method<byte[], byte[]>(type, method.Service.FullName, method.Name, Bytes, Bytes);
        var options = new CallOptions(deadline: DateTime.UtcNow.AddSeconds(isStream ? 1 : 30), cancellationToken: Stop);
        var invoker = channel.CreateCallInvoker();
        try
        {
            switch (type)
            {
                case MethodType.Unary:
                    await invoker.AsyncUnaryCall(raw, null, options, request);
                    break;
                case MethodType.ServerStreaming:
                    using (var call = invoker.AsyncServerStreamingCall(raw, null, options, request))
                    {
                        while (await call.ResponseStream.MoveNext(Stop))
                        {
                        }
                    }

                    break;
                default:
                    using (var call = invoker.AsyncDuplexStreamingCall(raw, null, options))
                    {
                        await call.RequestStream.WriteAsync(request, Stop);
                        await call.RequestStream.CompleteAsync();
                        while (await call.ResponseStream.MoveNext(Stop))
                        {
                        }
                    }

                    break;
            }

            return StatusCode.OK;
        }
        catch (RpcException refusal)
        {
            return refusal.StatusCode;
        }
    }

    /// <summary>A request with every field set, so that mutation reaches each.</summary>
    private static byte[] Sample(MessageDescriptor type)
    {
        var message = (IMessage)Activator.CreateInstance(type.ClrType)!;
        foreach (var field in type.Fields.InFieldNumberOrder())
        {
            object? value = field.FieldType switch
            {
                FieldType.Bytes => ByteString.CopyFrom(new byte[32]),
                FieldType.String => "x",
                FieldType.UInt64 => 1ul,
                FieldType.UInt32 => 1u,
                FieldType.Int64 => 1L,
                FieldType.Bool => true,
                _ => null,
            };
            if (value is null)
                continue;
            if (field.IsRepeated)
                ((System.Collections.IList)field.Accessor.GetValue(message)).Add(value);
            else
                field.Accessor.SetValue(message, value);
        }

        return message.ToByteArray();
    }

    private static byte[] Mutate(byte[] sample, Random random)
    {
        var bytes = new List<byte>(sample.Length == 0 ? [0] : sample);
        for (var edits = random.Next(1, 5); edits > 0 && bytes.Count > 0; edits--)
        {
            var position = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[position] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[position] = 0xff;
                    break;
                case 2:
                    bytes.InsertRange(position, bytes.GetRange(position, random.Next(1, bytes.Count - position + 1)));
                    break;
                default:
                    bytes.RemoveRange(position, random.Next(1, bytes.Count - position + 1));
                    break;
            }
        }

        return [.. bytes];
    }
}
