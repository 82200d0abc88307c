using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Amaters.Ledger.Node.Services;

/// <summary>Lets only those call a service whom a policy allows.</summary>
internal sealed class AccessInterceptor(AccessPolicy policy) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (!policy.Allows(context.GetHttpContext()))
            throw new RpcException(new Status(StatusCode.PermissionDenied, "This service needs the token or a client certificate that the node's configuration names."));
        return continuation(request, context);
    }
}
