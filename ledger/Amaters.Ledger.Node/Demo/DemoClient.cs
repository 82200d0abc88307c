using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Amaters.Circuits.Statements;
using Amaters.Ledger.Client.Commands;
using Amaters.Ledger.Client.Encryption;
using Amaters.Ledger.Client.Keys;
using Amaters.Ledger.Client.Reading;
using Amaters.Ledger.Protocol;
using Amaters.Verifier.Genesis;
using Amaters.Verifier.Groth16;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using RecordKey = Amaters.Circuits.Statements.RecordKey;

namespace Amaters.Ledger.Node.Demo;

/// <summary>A client of the demonstration's ledger, over gRPC and TLS like any other. It trusts the genesis document it was given and no node.</summary>
internal sealed class DemoClient : IDisposable
{
    private static readonly TimeSpan CallDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly IReadOnlyList<Uri> _addresses;
    private readonly Dictionary<Uri, GrpcChannel> _channels;
    private readonly ClientKeys _keys = ClientKeys.Generate();
    private readonly CommandFactory _factory;
    private readonly RecordOpener _opener;
    private readonly PreparedVerifyingKey _verifyingKey;
    private readonly GenesisDocument _genesis;
    private readonly string _collection;
    private volatile Uri _preferred;

    /// <summary>A client with fresh keys.</summary>
    /// <param name="genesis">The ledger, as the client pinned it.</param>
    /// <param name="verifyingKey">The key that the document names.</param>
    /// <param name="addresses">The nodes.</param>
    /// <param name="authority">Certificate of the authority that issued the nodes' certificates.</param>
    /// <param name="collection">Name of the collection to write to.</param>
    public DemoClient(GenesisDocument genesis, VerifyingKey verifyingKey, IReadOnlyList<Uri> addresses, X509Certificate2 authority, string collection)
    {
        (_genesis, _addresses, _collection, _preferred) = (genesis, addresses, collection, addresses[0]);
        _channels = addresses.ToDictionary(address => address, address => OpenChannel(address, authority));
        _factory = new CommandFactory(_keys, genesis.LedgerId);
        _opener = new RecordOpener(_keys, genesis.LedgerId, genesis.Facts.Shape.TreeDepth);
        _verifyingKey = new PreparedVerifyingKey(verifyingKey);
    }

    /// <summary>Registers the client's signing key under open registration.</summary>
    public async Task RegisterAsync(string label, CancellationToken cancellation)
    {
        var publicKey = new byte[KeyChangeDigest.PublicKeyByteCount];
        _keys.SigningKey.PublicKey.Encode(publicKey);
        var signature = new byte[Circuits.Signatures.SchnorrSignature.EncodedByteCount];
        _keys.SigningKey.Sign(KeyChangeDigest.Register(_genesis.LedgerId, publicKey, label), _genesis.LedgerId).Encode(signature);
        var change = new KeyRegistryEntry { Register = new RegisterKey { PublicKey = ByteString.CopyFrom(publicKey), Label = label, PossessionSignature = ByteString.CopyFrom(signature) } };
        var request = new ChangeKeyRequest { Entry = change.ToByteString() };
        var response = await AskAsync((client, options) => client.ChangeKeyAsync(request, options), cancellation).ConfigureAwait(false);
        // A retry after a lost answer finds the key registered.
        if (response.Result is not (ResultCode.Ok or ResultCode.AlreadyRegistered))
            throw new InvalidOperationException($"The key was not registered: {response.Result}: {response.Detail}");
    }

    /// <summary>Encrypts, signs and hands in a new record; answers when the group has committed it.</summary>
    public async Task<SubmitResponse> PutAsync(RecordContent content, CancellationToken cancellation)
    {
        var prepared = _factory.Put(KeyOf(content.Key), content, expectedVersion: 0);
        var request = new SubmitRequest { SignedCommand = ByteString.CopyFrom(prepared.Command.ToBytes()), Payload = UnsafeByteOperations.UnsafeWrap(prepared.Payload) };
        while (true)
        {
            var response = await AskAsync((client, options) => client.SubmitAsync(request, options), cancellation).ConfigureAwait(false);
            if (response.Result is ResultCode.Pending or ResultCode.Ok)
                return response;
            if (response.Result is not (ResultCode.ProofLag or ResultCode.QuotaExceeded))
                throw new InvalidOperationException($"The command was refused: {response.Result}: {response.Detail}");
            await Task.Delay(RetryDelay, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Reads a record and believes nothing: the proof of the header, the path to its root, the payload's digest and its encryption are all checked.</summary>
    /// <exception cref="InvalidDataException">The answer does not hold.</exception>
    public async Task<OpenedRecord> GetAsync(byte[] key, CancellationToken cancellation)
    {
        var asked = KeyOf(key);
        var request = new ReadRequest
        {
            Keys = { new Protocol.RecordKey { Collection = ByteString.CopyFrom(asked.Collection.ToBytes()), Tag = ByteString.CopyFrom(asked.Tag.ToBytes()) } },
        };
        var response = await AskAsync((client, options) => client.ReadAsync(request, options), cancellation).ConfigureAwait(false);
        if (!BatchHeader.TryDecode(response.Header.Span, out var header, out _) || !Groth16Proof.TryDecode(response.Proof.Span, out var proof, out _))
            throw new InvalidDataException("The node's answer carries no proven header.");
        if (Groth16Verifier.Verify(_verifyingKey, header, proof) is var verdict && !verdict.IsAccepted)
            throw new InvalidDataException($"The proof of the answer's header does not verify: {verdict}.");
        if (response.Results is not [var result] || !RecordProof.TryDecode(result.Proof.Span, out var recordProof, out _))
            throw new InvalidDataException("The node's answer carries no record proof.");
        return _opener.TryOpen(asked, recordProof, result.Payload.Span, header, out var opened, out var reason)
            ? opened
            : throw new InvalidDataException($"The node's answer does not hold: {reason}.");
    }

    /// <summary>How far the ledger has come, as a node says.</summary>
    public async Task<Watermarks> GetWatermarksAsync(CancellationToken cancellation) =>
        (await AskAsync((client, options) => client.GetLedgerAsync(new GetLedgerRequest(), options), cancellation).ConfigureAwait(false)).Watermarks;

    /// <summary>Fetches the bundle from genesis to the newest proven batch into a file.</summary>
    public async Task ExportBundleAsync(string path, CancellationToken cancellation)
    {
        using var call = new AuditService.AuditServiceClient(_channels[_preferred]).ExportBundle(new ExportBundleRequest { FromBatch = 1 }, cancellationToken: cancellation);
        var file = File.Create(path);
        await using var _ = file.ConfigureAwait(false);
        await foreach (var chunk in call.ResponseStream.ReadAllAsync(cancellation).ConfigureAwait(false))
            await file.WriteAsync(chunk.Data.Memory, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var channel in _channels.Values)
            channel.Dispose();
        _keys.Dispose();
    }

    private RecordKey KeyOf(ReadOnlySpan<byte> key) => _factory.KeyOf(_collection, key);

    /// <summary>Asks until a node answers: the leader that a node names, or the next node. Repeating any request is safe.</summary>
    private async Task<T> AskAsync<T>(Func<LedgerService.LedgerServiceClient, CallOptions, AsyncUnaryCall<T>> ask, CancellationToken cancellation)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        giveUp.CancelAfter(Patience);
        while (true)
        {
            var address = _preferred;
            try
            {
                return await ask(new LedgerService.LedgerServiceClient(_channels[address]), new CallOptions(deadline: DateTime.UtcNow + CallDeadline, cancellationToken: giveUp.Token)).ConfigureAwait(false);
            }
            catch (RpcException problem) when (IsTransient(problem.StatusCode) && !giveUp.IsCancellationRequested)
            {
                _preferred = LeaderNamedBy(problem) ?? _addresses[(_addresses.ToList().IndexOf(address) + 1) % _addresses.Count];
                await Task.Delay(RetryDelay, giveUp.Token).ConfigureAwait(false);
            }
        }
    }

    private static bool IsTransient(StatusCode status) =>
        status is StatusCode.Unavailable or StatusCode.FailedPrecondition or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted or StatusCode.Cancelled;

    private Uri? LeaderNamedBy(RpcException problem) =>
        problem.Trailers.GetValue(Services.RefusalInterceptor.LeaderAddressTrailer) is { } text && Uri.TryCreate(text, UriKind.Absolute, out var address) && _channels.ContainsKey(address) ? address : null;

    private static GrpcChannel OpenChannel(Uri address, X509Certificate2 authority)
    {
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            SslOptions = new SslClientAuthenticationOptions
            {
                CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck },
            },
        };
        return GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
    }
}
