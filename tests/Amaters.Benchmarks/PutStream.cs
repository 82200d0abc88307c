using Amaters.Ledger.RaftNode.Api;
using Amaters.Ledger.Replication;
using Grpc.Core;

namespace Amaters.Benchmarks;

/// <summary>Many clients' puts over one stream: whatever is waiting goes into one message, and so do the answers.</summary>
internal sealed class PutStream : IAsyncDisposable
{
    private readonly AsyncDuplexStreamingCall<PutBatch, PutReplies> _call;
    private readonly TaskCompletionSource[] _waiting;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _filled = new(0);
    private readonly Task _sending, _receiving;
    private PutBatch _next = new();
    private bool _isEnded;

    public PutStream(Node.NodeClient client, int clients)
    {
        _call = client.PutMany();
        _waiting = new TaskCompletionSource[clients];
        _sending = SendAsync();
        _receiving = ReceiveAsync();
    }

    /// <summary>Ends when the put is applied. A client has one put in flight; its number is the request's id.</summary>
    public Task PutAsync(int client, PutRequest put)
    {
        var waiter = _waiting[client] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bool first;
        lock (_lock)
        {
            first = _next.Ids.Count == 0;
            _next.Ids.Add((ulong)client);
            _next.Requests.Add(put);
        }

        if (first)
            _filled.Release();
        return waiter.Task;
    }

    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _isEnded, true);
        _filled.Release();
        await _sending;
        await _receiving;
        _call.Dispose();
        _filled.Dispose();
    }

    private async Task SendAsync()
    {
        while (true)
        {
            await _filled.WaitAsync();
            PutBatch batch;
            lock (_lock)
                (batch, _next) = (_next, new PutBatch());
            if (batch.Ids.Count > 0)
                await _call.RequestStream.WriteAsync(batch);
            else if (Volatile.Read(ref _isEnded))
                break;
        }

        await _call.RequestStream.CompleteAsync();
    }

    private async Task ReceiveAsync()
    {
        await foreach (var replies in _call.ResponseStream.ReadAllAsync())
        {
            for (var i = 0; i < replies.Ids.Count; i++)
            {
                if (replies.Replies[i].Outcome == (uint)ProposalOutcome.Applied)
                    _waiting[replies.Ids[i]].SetResult();
                else
                    _waiting[replies.Ids[i]].SetException(new InvalidOperationException($"a put ended as {(ProposalOutcome)replies.Replies[i].Outcome}"));
            }
        }
    }
}
