using System.Runtime.CompilerServices;
using Amaters.Circuits.Fields;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Commands;
using Amaters.Ledger.Client.Encryption;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Client.Reading;
using Amaters.Ledger.Client.Tags;
using Amaters.Ledger.Protocol;
using Amaters.Verifier.Genesis;
using Google.Protobuf;
using RecordKey = Amaters.Circuits.Statements.RecordKey;

namespace Amaters.Ledger.Client.Connection;

/// <summary>A client's view of a ledger: plaintext in, plaintext out, and nothing in between that a node could read or forge.</summary>
/// <remarks>
/// Every read is checked against a batch whose Groth16 proof this client verified, and no node can show it an older ledger
/// than it has seen. Every command may be sent again by whoever is unsure: it takes effect once. Thread-safe.
/// </remarks>
public sealed partial class LedgerClient : IDisposable
{
    private static readonly TimeSpan RetryDelayMax = TimeSpan.FromSeconds(2);

    private readonly NodeChannels _channels;
    private readonly TrustedLedger _ledger;
    private readonly ClientKeys _keys;
    private readonly CommandFactory _commands;
    private readonly RecordOpener _opener;
    private readonly LedgerClientOptions _options;
    private readonly ReadCombiner _reads;

    private LedgerClient(NodeChannels channels, TrustedLedger ledger, ClientKeys keys, LedgerClientOptions options)
    {
        (_channels, _ledger, _keys, _options) = (channels, ledger, keys, options);
        _commands = new CommandFactory(keys, ledger.LedgerId);
        _opener = new RecordOpener(keys, ledger.LedgerId, ledger.Genesis.Facts.Shape.TreeDepth);
        _reads = new ReadCombiner(keys => ReadAsync(keys, CancellationToken.None));
    }

    /// <summary>The ledger's founding facts.</summary>
    public GenesisDocument Genesis => _ledger.Genesis;

    /// <summary>Connects and makes sure that it is the ledger that the options name.</summary>
    /// <param name="options">Where and which.</param>
    /// <param name="keys">The client's keys; they stay the caller's to dispose.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LedgerDeceitException">A node introduced itself as something else.</exception>
    public static async Task<LedgerClient> ConnectAsync(LedgerClientOptions options, ClientKeys keys, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(keys);
        var channels = new NodeChannels(options);
        try
        {
            var introduction = await channels.CallAsync(async (node, call) => await node.GetLedgerAsync(new GetLedgerRequest(), call), cancellation).ConfigureAwait(false);
            return new LedgerClient(channels, TrustedLedger.Establish(introduction, options), keys, options);
        }
        catch
        {
            channels.Dispose();
            throw;
        }
    }

    /// <summary>How far the ledger has come, by a node's word.</summary>
    public async Task<Watermarks> GetWatermarksAsync(CancellationToken cancellation) =>
        (await _channels.CallAsync(async (node, call) => await node.GetLedgerAsync(new GetLedgerRequest(), call), cancellation).ConfigureAwait(false)).Watermarks;

    /// <summary>Writes a record.</summary>
    /// <param name="collection">The collection's name.</param>
    /// <param name="key">The plaintext key.</param>
    /// <param name="value">The plaintext value.</param>
    /// <param name="expectedVersion">The version that the caller knows; null looks the present one up first.</param>
    /// <param name="wait">How far the command must come before the answer.</param>
    /// <param name="cancellation">Stops waiting; the command may still take effect.</param>
    public async Task<SubmitResponse> PutAsync(string collection, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value, ulong? expectedVersion, WaitStage wait, CancellationToken cancellation)
    {
        var record = _commands.KeyOf(collection, key.Span);
        var version = expectedVersion ?? await VersionOfAsync(record, cancellation).ConfigureAwait(false);
        return await SubmitAsync(_commands.Put(record, new RecordContent(key.Span, value.Span), version), wait, cancellation).ConfigureAwait(false);
    }

    /// <summary>Deletes a record; a tombstone keeps its version.</summary>
    public async Task<SubmitResponse> DeleteAsync(string collection, ReadOnlyMemory<byte> key, ulong? expectedVersion, WaitStage wait, CancellationToken cancellation)
    {
        var record = _commands.KeyOf(collection, key.Span);
        var version = expectedVersion ?? await VersionOfAsync(record, cancellation).ConfigureAwait(false);
        return await SubmitAsync(_commands.Delete(record, version), wait, cancellation).ConfigureAwait(false);
    }

    /// <summary>Hands a record to another client. Ownership moves; the payload stays sealed to whom it was sealed to.</summary>
    public async Task<SubmitResponse> TransferAsync(string collection, ReadOnlyMemory<byte> key, Fr newOwner, ulong? expectedVersion, WaitStage wait, CancellationToken cancellation)
    {
        var record = _commands.KeyOf(collection, key.Span);
        var version = expectedVersion ?? await VersionOfAsync(record, cancellation).ConfigureAwait(false);
        return await SubmitAsync(_commands.Transfer(record, version, newOwner), wait, cancellation).ConfigureAwait(false);
    }

    /// <summary>A command for a record, prepared here and handed in later with <see cref="SubmitAsync"/>: for imports and queues.</summary>
    public PreparedCommand PreparePut(string collection, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value, ulong expectedVersion) =>
        _commands.Put(_commands.KeyOf(collection, key.Span), new RecordContent(key.Span, value.Span), expectedVersion);

    /// <summary>Hands a prepared command in. Calling it again with the same command is safe at any time.</summary>
    /// <remarks>While the ledger asks for patience (a used-up quota, too many commands without proof) it is sent again, up to <see cref="LedgerClientOptions.Deadline"/>.</remarks>
    public async Task<SubmitResponse> SubmitAsync(PreparedCommand command, WaitStage wait, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(command);
        var request = new SubmitRequest
        {
            SignedCommand = ByteString.CopyFrom(command.Command.ToBytes()),
            Payload = ByteString.CopyFrom(command.Payload.Span),
            Wait = wait,
            Promise = _options.PromiseFolder is not null,
        };
        var giveUpAt = DateTime.UtcNow + _options.Deadline;
        for (var delay = _options.RetryDelay; ; delay = delay < RetryDelayMax ? 2 * delay : RetryDelayMax)
        {
            var answer = await _channels.CallAsync(async (node, call) => await node.SubmitAsync(request, call), cancellation).ConfigureAwait(false);
            if (answer.Result is not (ResultCode.QuotaExceeded or ResultCode.ProofLag) || DateTime.UtcNow + delay >= giveUpAt)
            {
                KeepPromise(command, answer);
                return answer;
            }

            await Task.Delay(delay, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Reads one record, verified and decrypted. Reads by many callers at the same time share requests.</summary>
    /// <exception cref="LedgerDeceitException">The answer does not hold.</exception>
    public async Task<OpenedRecord> GetAsync(string collection, ReadOnlyMemory<byte> key, CancellationToken cancellation) =>
        Open(await _reads.ReadAsync(_commands.KeyOf(collection, key.Span), cancellation).ConfigureAwait(false));

    /// <summary>Reads up to 256 records of one moment, verified and decrypted, in the order of the keys.</summary>
    /// <exception cref="LedgerDeceitException">The answer does not hold.</exception>
    public async Task<IReadOnlyList<OpenedRecord>> GetManyAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return [.. (await ReadAsync(keys, cancellation).ConfigureAwait(false)).Select(Open)];
    }

    /// <summary>The key under which a record stands in the ledger.</summary>
    public RecordKey KeyOf(string collection, ReadOnlySpan<byte> key) => _commands.KeyOf(collection, key);

    /// <summary>Reads a collection, page by page, each record verified and decrypted. That none is missing is a node's word.</summary>
    public async IAsyncEnumerable<OpenedRecord> ScanAsync(string collection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new ScanRequest { Collection = ByteString.CopyFrom(CollectionId.Of(collection).ToBytes()), PageSize = 200 };
        do
        {
            var page = await _channels.CallAsync(async (node, call) => await node.ScanAsync(request, call), cancellation).ConfigureAwait(false);
            var header = _ledger.Prove(page.Header.Span, page.Proof.Span);
            foreach (var record in Check([.. page.Results.Select(result => FromMessage(result.Key))], page.Results, header))
                yield return Open(record);
            request.PageToken = page.NextPageToken;
        }
        while (!request.PageToken.IsEmpty);
    }

    /// <summary>All applied changes of one record, oldest first, as a node tells them; receipts prove them one by one.</summary>
    public async IAsyncEnumerable<HistoryItem> HistoryAsync(string collection, ReadOnlyMemory<byte> key, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var request = new HistoryRequest { Key = ToMessage(_commands.KeyOf(collection, key.Span)) };
        bool more;
        do
        {
            var page = await _channels.CallAsync(async (node, call) => await node.HistoryAsync(request, call), cancellation).ConfigureAwait(false);
            foreach (var item in page.Items)
                yield return item;
            more = page.More;
            request.AfterVersion = page.Items.Count > 0 ? page.Items[^1].Version : 0;
        }
        while (more);
    }

    /// <inheritdoc />
    public void Dispose() => _channels.Dispose();

    private async Task<ulong> VersionOfAsync(RecordKey record, CancellationToken cancellation) =>
        Open(await _reads.ReadAsync(record, cancellation).ConfigureAwait(false)).Record?.Version ?? 0;

    private async Task<IReadOnlyList<CheckedRecord>> ReadAsync(IReadOnlyList<RecordKey> keys, CancellationToken cancellation)
    {
        var request = new ReadRequest();
        request.Keys.AddRange(keys.Select(ToMessage));
        var answer = await _channels.CallAsync(async (node, call) => await node.ReadAsync(request, call), cancellation).ConfigureAwait(false);
        var header = _ledger.Prove(answer.Header.Span, answer.Proof.Span);
        if (answer.Results.Count != keys.Count)
            throw new LedgerDeceitException($"{keys.Count} records were asked for and {answer.Results.Count} answered.");
        return Check(keys, answer.Results, header);
    }

    private CheckedRecord[] Check(IReadOnlyList<RecordKey> asked, IReadOnlyList<ReadResult> results, BatchHeader header)
    {
        RecordProof[] proofs = [.. results.Select(Decode)];
        var verdicts = _opener.CheckProofs(asked, proofs, header);
        return [.. results.Select((result, i) => new CheckedRecord(asked[i], proofs[i], verdicts[i], result.Payload, header))];

        static RecordProof Decode(ReadResult result) => RecordProof.TryDecode(result.Proof.Span, out var proof, out var rejection)
            ? proof
            : throw new LedgerDeceitException($"The answer's record proof is refused: {rejection}.");
    }

    private OpenedRecord Open(CheckedRecord record) =>
        _opener.TryOpen(record.Proof, record.Verdict, record.Payload.Span, record.Header, out var opened, out var reason)
            ? opened
            : throw new LedgerDeceitException($"The answer for record {record.Asked.Tag} is refused: {reason}.");

    private static Protocol.RecordKey ToMessage(RecordKey key) =>
        new() { Collection = ByteString.CopyFrom(key.Collection.ToBytes()), Tag = ByteString.CopyFrom(key.Tag.ToBytes()) };

    private static RecordKey FromMessage(Protocol.RecordKey? key) =>
        key is not null && Fr.TryDecode(key.Collection.Span, out var collection) && Fr.TryDecode(key.Tag.Span, out var tag)
            ? new RecordKey(collection, tag)
            : throw new LedgerDeceitException("The answer names a record by a key that is none.");
}
