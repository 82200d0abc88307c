using System.Text;
using Amaters.Ledger.Client.Connection;
using Amaters.Ledger.Protocol;

namespace Amaters.Ledger.Client.Importing;

/// <summary>Writes many records: reads what is there, leaves alone what is equal, and keeps many commands under way at once.</summary>
/// <remarks>Safe to run again after a crash: rows that made it are found unchanged.</remarks>
public sealed class RecordImport(LedgerClient client, string collection)
{
    private const int RowsPerRead = 100;
    private const int CommandsUnderWay = 256;

    /// <summary>Imports rows.</summary>
    /// <param name="rows">The rows; keys differ.</param>
    /// <param name="wait">How far each command must come.</param>
    /// <param name="progress">Told the number of rows done.</param>
    /// <param name="cancellation">Stops; what is under way may still take effect.</param>
    public async Task<ImportSummary> RunAsync(IReadOnlyList<CsvRecord> rows, WaitStage wait, IProgress<int>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var refusals = new List<(string, ResultCode)>();
        int written = 0, unchanged = 0, done = 0;
        using var room = new SemaphoreSlim(CommandsUnderWay);
        var underWay = new List<Task>();
        foreach (var part in rows.Chunk(RowsPerRead))
        {
            var present = await client.GetManyAsync([.. part.Select(row => client.KeyOf(collection, Encoding.UTF8.GetBytes(row.Key)))], cancellation).ConfigureAwait(false);
            foreach (var (row, record) in part.Zip(present))
            {
                var (key, value) = (Encoding.UTF8.GetBytes(row.Key), Encoding.UTF8.GetBytes(row.Json));
                if (record.Content is { } content && content.Value.SequenceEqual(value))
                {
                    unchanged++;
                    progress?.Report(Interlocked.Increment(ref done));
                    continue;
                }

                var command = client.PreparePut(collection, key, value, record.Record?.Version ?? 0);
                await room.WaitAsync(cancellation).ConfigureAwait(false);
                underWay.Add(SubmitAsync(row.Key, command));
            }
        }

        await Task.WhenAll(underWay).ConfigureAwait(false);
        return new ImportSummary(written, unchanged, refusals);

        async Task SubmitAsync(string key, Commands.PreparedCommand command)
        {
            try
            {
                var response = await client.SubmitAsync(command, wait, cancellation).ConfigureAwait(false);
                if (response.Result is ResultCode.Ok or ResultCode.Pending)
                {
                    Interlocked.Increment(ref written);
                }
                else
                {
                    lock (refusals)
                        refusals.Add((key, response.Result));
                }

                progress?.Report(Interlocked.Increment(ref done));
            }
            finally
            {
                room.Release();
            }
        }
    }
}
