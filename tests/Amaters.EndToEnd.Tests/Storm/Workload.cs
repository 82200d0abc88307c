using System.Globalization;
using System.Text;
using Amaters.Circuits.Fields;
using Amaters.Ledger.Client.Commands;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Encryption;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Protocol;
using Grpc.Core;

namespace Amaters.EndToEnd.Tests.Storm;

/// <summary>One client under load, with the habits of real ones: it writes, deletes, hands over, guesses versions wrongly, loses patience, asks twice.</summary>
internal sealed class Workload : IDisposable
{
    private const string Collection = "storm";
    private const int RecordCount = 6;

    private readonly Random _random;
    private readonly ClientKeys _keys;
    private readonly CommandFactory _factory;
    private readonly Fr _heir;
    private readonly Dictionary<int, ulong> _versions = [];
    private readonly Lock _lock = new();
    private readonly List<Attempt> _attempts = [];

    public Workload(LedgerClient client, ClientKeys keys, Fr heir, int seed)
    {
        (Client, _keys, _heir, _random) = (client, keys, heir, new Random(seed));
        _factory = new CommandFactory(keys, client.Genesis.LedgerId);
    }

    /// <summary>The client.</summary>
    public LedgerClient Client { get; }

    /// <summary>Everything that was handed in.</summary>
    public IReadOnlyList<Attempt> Attempts
    {
        get
        {
            lock (_lock)
                return [.. _attempts];
        }
    }

    /// <summary>How many commands the ledger has acknowledged.</summary>
    public int AcknowledgedCount => Attempts.Count(attempt => attempt.IsAcknowledged);

    /// <summary>The plaintext keys that this client writes under.</summary>
    public static IEnumerable<byte[]> Names => Enumerable.Range(0, RecordCount).Select(Name);

    /// <summary>Reads one of its records.</summary>
    public Task<Ledger.Client.Reading.OpenedRecord> ReadAsync(byte[] name) => Client.GetAsync(Collection, name, TestContext.Current.CancellationToken);

    /// <summary>How the ledger names one of its records.</summary>
    public Circuits.Statements.RecordKey KeyOf(byte[] name) => _factory.KeyOf(Collection, name);

    /// <summary>Goes on until told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var record = _random.Next(RecordCount);
            var attempt = Remember(Draw(record, _versions.GetValueOrDefault(record)));
            await SubmitAsync(attempt);
            if (_random.Next(6) == 0 || !attempt.IsAcknowledged)
                await SubmitAsync(attempt);
            if (attempt.IsAcknowledged && attempt.Answers.All(answer => answer.Result is ResultCode.Ok or ResultCode.Pending))
                _versions[record] = attempt.Command.Command.ExpectedVersion + 1;
            else
                await LookUpAsync(record);
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        _keys.Dispose();
    }

    private Attempt Draw(int record, ulong version)
    {
        var key = KeyOf(Name(record));
        var die = _random.Next(100);
        if (die < 8)
            version += (ulong)_random.Next(1, 3);
        if (version > 0 && die is >= 8 and < 20)
            return new Attempt(_factory.Delete(key, version), Value: null);
        if (version > 0 && die is >= 20 and < 23)
            return new Attempt(_factory.Transfer(key, version, _heir), Value: null);
        var value = string.Create(CultureInfo.InvariantCulture, $"value {_random.Next()}");
        return new Attempt(_factory.Put(key, new RecordContent(Name(record), Encoding.UTF8.GetBytes(value)), version), value);
    }

    /// <summary>Deleting the same version twice is the same command: one attempt, handed in again.</summary>
    private Attempt Remember(Attempt attempt)
    {
        lock (_lock)
        {
            if (_attempts.Find(earlier => earlier.Command.Digest == attempt.Command.Digest) is { } same)
                return same;
            _attempts.Add(attempt);
            return attempt;
        }
    }

    private async Task SubmitAsync(Attempt attempt)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        if (_random.Next(8) == 0)
            patience.CancelAfter(_random.Next(1, 60));
        try
        {
            var answer = await Client.SubmitAsync(attempt.Prepared, _random.Next(4) == 0 ? WaitStage.Applied : WaitStage.Committed, patience.Token);
            lock (_lock)
                attempt.Answers.Add(answer);
        }
        catch (Exception lost) when (lost is OperationCanceledException or LedgerUnavailableException or RpcException { StatusCode: StatusCode.Cancelled or StatusCode.ResourceExhausted })
        {
            // The command may or may not take effect; only the history can tell.
        }
    }

    private async Task LookUpAsync(int record)
    {
        try
        {
            _versions[record] = (await ReadAsync(Name(record))).Record?.Version ?? 0;
        }
        catch (LedgerUnavailableException)
        {
            // The next answer will tell.
        }
    }

    private static byte[] Name(int record) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"record {record}"));
}
