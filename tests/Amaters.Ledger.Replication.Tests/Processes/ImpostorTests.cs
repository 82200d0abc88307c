using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amaters.Ledger.Consensus;
using Amaters.Ledger.RaftNode;
using Amaters.Ledger.Replication.Peers;
using Amaters.Ledger.Replication.Peers.Wire;
using Amaters.Ledger.Replication.Snapshots;
using Amaters.Testing;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace Amaters.Ledger.Replication.Tests.Processes;

/// <summary>Attackers at the door of a real process: each is refused, by TLS or by the service, and the node goes on.</summary>
[Trait(Tier.Name, Tier.Full)]
public sealed class ImpostorTests : IAsyncLifetime
{
    private readonly RaftProcessGroup _group = new(3, "tick-ms=50");

    public async ValueTask InitializeAsync() => await _group.StartAsync(1);

    public async ValueTask DisposeAsync()
    {
        // Whatever was tried, the node still answers.
        Assert.NotNull(await _group.StatusAsync(1));
        _group.Dispose();
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused_by_TLS()
    {
        // Right name, right group, and it trusts the real members; only its authority is its own.
        using var authority = DevelopmentCertificates.CreateAuthority(DateTimeOffset.UtcNow);
        using var forged = DevelopmentCertificates.Issue(authority, new PeerIdentity(_group.Group, 2), DateTimeOffset.UtcNow);
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPemFile(Path.Combine(_group.CertificateFolder, "authority.pem"));
        var failure = await Assert.ThrowsAsync<RpcException>(() => DeliverAsync(new PeerCredentials(forged, trusted), Batch()));
        Assert.True(failure.StatusCode is StatusCode.Unavailable or StatusCode.Internal, failure.ToString());
    }

    [Fact]
    public async Task No_certificate_at_all_is_refused_by_TLS()
    {
        using var channel = GrpcChannel.ForAddress(_group.Address(1), new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } },
        });
        using var call = new RaftPeer.RaftPeerClient(channel).Deliver(deadline: DateTime.UtcNow.AddMinutes(2), cancellationToken: TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<RpcException>(() => call.ResponseHeadersAsync);
    }

    [Fact]
    public async Task A_dialler_refuses_a_server_that_is_another_member()
    {
        // Node 2 means to reach node 3, but node 1 answers at the address.
        var failure = await Assert.ThrowsAsync<RpcException>(() => DeliverAsync(Member(2), Batch(), expectedNode: 3));
        Assert.Contains("The remote certificate was rejected", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_that_speaks_as_another_is_refused() =>
        await AssertRefused(Batch(batch => batch.From = 3), MessageRejection.Sender);

    [Fact]
    public async Task Messages_of_another_group_are_refused() =>
        await AssertRefused(Batch(batch => batch.Group = GroupBytes(new GroupId(5))), MessageRejection.Group);

    [Fact]
    public async Task Messages_for_another_node_are_refused() =>
        await AssertRefused(Batch(batch => batch.To = 3), MessageRejection.Receiver);

    [Fact]
    public async Task A_message_that_only_the_node_itself_may_make_is_refused() =>
        await AssertRefused(Batch(batch => batch.Messages.Add(new PeerMessage { Type = (uint)MessageType.StorageAppendResp, Term = 1 })), MessageRejection.Type);

    [Fact]
    public async Task A_batch_beyond_the_size_limit_is_refused()
    {
        var huge = Batch(batch => batch.Messages.Add(new PeerMessage { Type = (uint)MessageType.ReadIndex, Context = ByteString.CopyFrom(new byte[33 << 20]) }));
        var failure = await Assert.ThrowsAsync<RpcException>(() => DeliverAsync(Member(2), huge));
        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
    }

    [Fact]
    public async Task A_tampered_snapshot_chunk_is_refused_and_the_transfer_goes_on_where_it_was()
    {
        var state = RandomNumberGenerator.GetBytes(3000);
        var offer = new SnapshotOffer
        {
            Group = GroupBytes(_group.Group),
            From = 2,
            To = 1,
            Term = 9,
            SnapshotIndex = 50,
            SnapshotTerm = 8,
            Ticket = ByteString.CopyFrom(new SnapshotTicket(state.Length, SHA256.HashData(state), GroupConfiguration.Empty).Encode()),
        };
        using var channel = Channel(Member(2), expectedNode: 1);
        var client = new RaftPeer.RaftPeerClient(channel);
        Assert.Equal(0UL, (await client.LocateSnapshotAsync(offer, cancellationToken: TestContext.Current.CancellationToken)).Offset);

        var tampered = state[1000..2000];
        tampered[3] ^= 1;
        using (var call = client.SendSnapshot(cancellationToken: TestContext.Current.CancellationToken))
        {
            await call.RequestStream.WriteAsync(new SnapshotPart { Offer = offer }, TestContext.Current.CancellationToken);
            await call.RequestStream.WriteAsync(Chunk(0, state[..1000], state[..1000]), TestContext.Current.CancellationToken);
            await call.RequestStream.WriteAsync(Chunk(1000, tampered, state[1000..2000]), TestContext.Current.CancellationToken);
            var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
            Assert.Equal(StatusCode.DataLoss, failure.StatusCode);
            Assert.Contains(nameof(SnapshotRefusal.ChunkDigest), failure.Status.Detail, StringComparison.Ordinal);
        }

        Assert.Equal(1000UL, (await client.LocateSnapshotAsync(offer, cancellationToken: TestContext.Current.CancellationToken)).Offset);
    }

    private static SnapshotPart Chunk(ulong offset, byte[] data, byte[] digestOf) =>
        new() { Chunk = new SnapshotChunk { Offset = offset, Data = ByteString.CopyFrom(data), Digest = ByteString.CopyFrom(SHA256.HashData(digestOf)) } };

    private async Task AssertRefused(PeerBatch batch, MessageRejection reason)
    {
        var failure = await Assert.ThrowsAsync<RpcException>(() => DeliverAsync(Member(2), batch));
        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Equal($"refused: {reason}", failure.Status.Detail);
        await _group.UntilAsync("the refusal in the log", () => Task.FromResult(_group[1].Output.Contains($"Refused messages of node 2: {reason}", StringComparison.Ordinal)));
    }

    private async Task DeliverAsync(PeerCredentials credentials, PeerBatch batch, ulong expectedNode = 1)
    {
        using var channel = Channel(credentials, expectedNode);
        using var call = new RaftPeer.RaftPeerClient(channel).Deliver(cancellationToken: TestContext.Current.CancellationToken);
        await call.ResponseHeadersAsync;
        // The refusal may come before the whole message is out, which then fails or waits for ever; the response says why.
        var sending = call.RequestStream.WriteAsync(batch, TestContext.Current.CancellationToken);
        await Task.WhenAny(sending, call.ResponseAsync);
        await call.ResponseAsync;
    }

    private GrpcChannel Channel(PeerCredentials credentials, ulong expectedNode)
    {
        var tls = credentials.ForDialling(expectedNode);
        return GrpcChannel.ForAddress(_group.Address(1), new GrpcChannelOptions { HttpHandler = new SocketsHttpHandler { SslOptions = tls }, MaxSendMessageSize = null, DisposeHttpClient = true });
    }

    private PeerCredentials Member(ulong id) => PeerCredentials.Load(_group.CertificateFolder, id);

    private PeerBatch Batch(Action<PeerBatch>? change = null)
    {
        var batch = new PeerBatch { Group = GroupBytes(_group.Group), From = 2, To = 1 };
        change?.Invoke(batch);
        return batch;
    }

    private static ByteString GroupBytes(GroupId id)
    {
        var bytes = new byte[GroupId.ByteCount];
        id.Encode(bytes);
        return ByteString.CopyFrom(bytes);
    }
}
