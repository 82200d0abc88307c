using System.Globalization;
using Amaters.Ledger.Protocol;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Amaters.Ledger.Node.Services;

/// <summary>The one place where a refusal of the ledger becomes a gRPC status.</summary>
/// <remarks>
/// Each carries the trailers of <see cref="RefusalTrailers"/>, by which programs decide; a node that does not lead names
/// the one that does, and clients go there. Any other exception is a fault of ours: callers see INTERNAL and nothing of
/// its text, which stays in the node's log.
/// </remarks>
internal sealed partial class RefusalInterceptor(LedgerReplica replica, ILogger<RefusalInterceptor> logger) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        MapAsync(() => continuation(request, context), context);

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        MapAsync(() => Ended(continuation(request, responseStream, context)), context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        MapAsync(() => Ended(continuation(requestStream, responseStream, context)), context);

    private async Task<T> MapAsync<T>(Func<Task<T>> call, ServerCallContext context)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (LedgerRefusedException refused)
        {
            throw ToRpcException(refused);
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Cancelled, "The caller is gone or its deadline has passed; what was committed stays so."));
        }
        catch (Exception problem) when (problem is not RpcException)
        {
            LogFailed(context.Method, problem);
            throw new RpcException(new Status(StatusCode.Internal, "The node failed; its log says how."));
        }
    }

    private RpcException ToRpcException(LedgerRefusedException refused)
    {
        var (status, kind) = StatusOf(refused.Kind);
        var trailers = new Metadata { { RefusalTrailers.Kind, kind } };
        if (refused.Field.Length > 0)
            trailers.Add(RefusalTrailers.Field, refused.Field);
        if (refused.LeaderId != 0)
        {
            trailers.Add(RefusalTrailers.LeaderId, refused.LeaderId.ToString(CultureInfo.InvariantCulture));
            if (replica.AddressOf(refused.LeaderId) is { Length: > 0 } address)
                trailers.Add(RefusalTrailers.LeaderAddress, address);
        }

        return new RpcException(new Status(status, refused.Message), trailers);
    }

    private static (StatusCode Status, string Kind) StatusOf(Refusal kind) => kind switch
    {
        Refusal.InvalidArgument => (StatusCode.InvalidArgument, RefusalTrailers.InvalidArgument),
        Refusal.NotFound => (StatusCode.NotFound, RefusalTrailers.NotFound),
        Refusal.NotLeader => (StatusCode.FailedPrecondition, RefusalTrailers.NotLeader),
        Refusal.NotFounder => (StatusCode.FailedPrecondition, RefusalTrailers.NotFounder),
        Refusal.ResourceExhausted => (StatusCode.ResourceExhausted, RefusalTrailers.ResourceExhausted),
        Refusal.FailedPrecondition => (StatusCode.FailedPrecondition, RefusalTrailers.FailedPrecondition),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a refusal."),
    };

    private static async Task<bool> Ended(Task call)
    {
        await call.ConfigureAwait(false);
        return true;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Method} failed")]
    private partial void LogFailed(string method, Exception problem);
}
