using System.Globalization;
using System.Text;
using Amaters.EndToEnd.Tests.Cluster;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Protocol;

namespace Amaters.EndToEnd.Tests;

/// <summary>A registered client that writes fresh records, one after the other.</summary>
internal sealed class Client : IDisposable
{
    private const string Collection = "end-to-end";

    private readonly ClientKeys _keys;
    private readonly LedgerClient _client;
    private int _count;

    private Client(ClientKeys keys, LedgerClient client) => (_keys, _client) = (keys, client);

    /// <summary>How the ledger names it, as 32 bytes.</summary>
    public byte[] Id => _keys.ClientId.ToBytes();

    public static async Task<Client> ConnectAsync(LedgerCluster cluster)
    {
        var keys = ClientKeys.Generate();
        return new Client(keys, await cluster.ConnectAsync(keys, "end to end"));
    }

    /// <summary>Writes new records, each as a command of its own.</summary>
    /// <returns>The ledger's answers.</returns>
    public async Task<List<SubmitResponse>> PutAsync(int count, WaitStage wait)
    {
        var answers = new List<SubmitResponse>();
        for (var i = 0; i < count; i++)
            answers.Add(await _client.PutAsync(Collection, Key(_count++), "value"u8.ToArray(), expectedVersion: 0, wait, TestContext.Current.CancellationToken));
        Assert.All(answers, answer => Assert.True(answer.Sequence > 0, $"{answer.Result} {answer.Detail}"));
        return answers;
    }

    /// <summary>Writes a record under a version that it does not have.</summary>
    public Task<SubmitResponse> PutWrongVersionAsync(ulong version) =>
        _client.PutAsync(Collection, Key(_count++), "value"u8.ToArray(), version, WaitStage.Applied, TestContext.Current.CancellationToken);

    /// <summary>Reads every record that it has written, verified; all of them must be there.</summary>
    public async Task ReadEverythingAsync()
    {
        for (var i = 0; i < _count; i++)
        {
            var read = await _client.GetAsync(Collection, Key(i), TestContext.Current.CancellationToken);
            Assert.Equal("value"u8.ToArray(), read.Content!.Value.ToArray());
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _keys.Dispose();
    }

    private static byte[] Key(int number) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"record {number}"));
}
