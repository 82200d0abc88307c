using System.Threading.Channels;
using Amaters.Ledger.Protocol;
using Grpc.Core;

namespace Amaters.Ledger.Node.Services;

/// <summary>One SubmitStream call: many commands under way at once, answered in the order in which they finish.</summary>
/// <remarks>
/// Back-pressure is the stream's own: no more requests are read than may be under way, so a fast client fills its send
/// window and waits. A refusal that concerns the node, such as losing leadership, ends the stream; one that concerns a
/// command is that command's answer.
/// </remarks>
internal sealed class SubmissionStream(LedgerReplica replica, int concurrency)
{
    public async Task RunAsync(IAsyncStreamReader<SubmitRequest> requests, IServerStreamWriter<SubmitResponse> responses, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var room = new SemaphoreSlim(concurrency);
        var answers = Channel.CreateUnbounded<Task<SubmitResponse>>();
        var writing = WriteAsync();
        try
        {
            while (await requests.MoveNext(ending.Token).ConfigureAwait(false))
            {
                await room.WaitAsync(ending.Token).ConfigureAwait(false);
                _ = SubmitAsync(requests.Current);
            }

            // A request holds its place until its answer is written: once all places are free, all are answered.
            for (var i = 0; i < concurrency; i++)
                await room.WaitAsync(ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The writer met a refusal and ended the stream; awaiting it below throws that refusal.
        }
        finally
        {
            answers.Writer.TryComplete();
            await writing.ConfigureAwait(false);
        }

        async Task SubmitAsync(SubmitRequest request)
        {
            var answer = replica.SubmitAsync(request, ending.Token);
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
            answers.Writer.TryWrite(answer);
        }

        async Task WriteAsync()
        {
            try
            {
                await foreach (var answer in answers.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                {
                    await responses.WriteAsync(await answer.ConfigureAwait(false), cancellation).ConfigureAwait(false);
                    room.Release();
                }
            }
            finally
            {
                await ending.CancelAsync().ConfigureAwait(false);
            }
        }
    }
}
