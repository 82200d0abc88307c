using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Connection;
using Google.Protobuf;

namespace Amaters.Ledger.Client.Tests.Connection;

public sealed class ReadCombinerTests : IDisposable
{
    private readonly List<Request> _requests = [];
    private readonly SemaphoreSlim _arrived = new(0);

    [Fact]
    public async Task Reads_that_wait_leave_together_and_each_gets_its_own_answer()
    {
        var combiner = new ReadCombiner(SendAsync);
        Task<CheckedRecord>[] first = [combiner.ReadAsync(Key(0), None), combiner.ReadAsync(Key(1), None)];
        await ArrivedAsync(1);
        Task<CheckedRecord>[] later = [.. Enumerable.Range(2, 5).Select(i => combiner.ReadAsync(Key(i), None))];
        while (!later.Concat(first).All(read => read.IsCompleted))
        {
            AnswerAll();
            await Task.Delay(1, None);
        }

        Assert.True(_requests.Count < 7, $"{_requests.Count} requests for 7 reads");
        Assert.Equal(Enumerable.Range(0, 7).Select(Key), (await Task.WhenAll([.. first, .. later])).Select(answer => answer.Asked));
    }

    [Fact]
    public async Task A_read_never_joins_a_request_that_began_before_it()
    {
        var combiner = new ReadCombiner(SendAsync);
        var earlier = combiner.ReadAsync(Key(0), None);
        await ArrivedAsync(1);
        var later = combiner.ReadAsync(Key(0), None);
        await ArrivedAsync(1);
        Assert.Equal(2, _requests.Count);
        AnswerAll();
        await Task.WhenAll(earlier, later);
    }

    [Fact]
    public async Task A_failure_reaches_every_reader_of_the_request_and_nobody_else()
    {
        var combiner = new ReadCombiner(SendAsync);
        var refused = combiner.ReadAsync(Key(0), None);
        await ArrivedAsync(1);
        _requests[0].Answer.SetException(new LedgerDeceitException("a lie"));
        await Assert.ThrowsAsync<LedgerDeceitException>(() => refused);

        var honest = combiner.ReadAsync(Key(1), None);
        await ArrivedAsync(1);
        AnswerAll();
        Assert.Equal(Key(1), (await honest).Asked);
    }

    [Fact]
    public async Task Giving_up_ends_one_wait_and_not_the_request()
    {
        var combiner = new ReadCombiner(SendAsync);
        using var impatience = new CancellationTokenSource();
        var impatient = combiner.ReadAsync(Key(0), impatience.Token);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        await ArrivedAsync(1);
        AnswerAll();
        var next = combiner.ReadAsync(Key(1), None);
        await ArrivedAsync(1);
        AnswerAll();
        Assert.Equal(Key(1), (await next).Asked);
    }

    public void Dispose() => _arrived.Dispose();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    private static RecordKey Key(int tag) => new(Fr.One, Fr.FromInt64(tag));

    private Task<IReadOnlyList<CheckedRecord>> SendAsync(IReadOnlyList<RecordKey> keys)
    {
        var request = new Request(keys, new TaskCompletionSource<IReadOnlyList<CheckedRecord>>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_requests)
            _requests.Add(request);
        _arrived.Release();
        return request.Answer.Task;
    }

    private async Task ArrivedAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await _arrived.WaitAsync(None);
    }

    private void AnswerAll()
    {
        lock (_requests)
        {
            foreach (var (keys, answer) in _requests)
                answer.TrySetResult([.. keys.Select(key => new CheckedRecord(key, null!, RecordProofVerdict.Absent, ByteString.Empty, null!))]);
        }
    }

    private sealed record Request(IReadOnlyList<RecordKey> Keys, TaskCompletionSource<IReadOnlyList<CheckedRecord>> Answer);
}
