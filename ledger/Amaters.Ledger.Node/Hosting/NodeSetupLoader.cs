using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amaters.Ledger.Node.Configuration;
using Amaters.Ledger.Node.Proving;
using Amaters.Ledger.Node.Services;
using Amaters.Ledger.Replication.Peers;
using Amaters.Prover.Queue;
using Amaters.Verifier.Genesis;
using Amaters.Verifier.Groth16;

namespace Amaters.Ledger.Node.Hosting;

/// <summary>Opens the files that a checked configuration names, and checks that they belong together.</summary>
internal static class NodeSetupLoader
{
    /// <summary>Everything that the node is started with.</summary>
    /// <exception cref="InvalidDataException">A file is damaged or belongs to another ledger, node or circuit; the message names its key and the fix.</exception>
    public static NodeSetup Load(NodeOptions options)
    {
        var genesis = LoadGenesis(options);
        var verifyingKey = LoadVerifyingKey(options, genesis);
        var credentials = LoadCredentials(options, genesis);
        var signer = CheckpointKeyFile.Read(options.Node.CheckpointKey);
        if (genesis.Facts.Members.FirstOrDefault(member => member.NodeId == options.Node.Id) is { } member && !member.CheckpointKey.SequenceEqual(signer.PublicKey))
            throw new InvalidDataException($"node.checkpoint_key: the genesis document names another key for node {options.Node.Id}. Give this node the key whose public half stands there.");

        var queue = options.Queue.Connection.Length == 0 ? ProofQueueStorage.InMemory() : ProofQueueStorage.PostgreSql(options.Queue.Connection);
        var founders = genesis.Facts.Members.Select(founder => founder.NodeId).ToHashSet();
        var isProduction = options.Mode == NodeMode.Production;
        return new NodeSetup
        {
            Replica = new LedgerReplicaOptions
            {
                Genesis = genesis,
                VerifyingKey = verifyingKey,
                DataFolder = options.Node.Data,
                Credentials = credentials,
                // A node that was not there at the founding is told its members by the group.
                Founders = founders.Contains(options.Node.Id) ? Addresses(options, member => member.Peer, founders.Contains) : ImmutableSortedDictionary<ulong, Uri>.Empty,
                ClientAddresses = Addresses(options, member => member.Client, _ => true),
                CheckpointSigner = signer,
                ProofRequester = new QueueProofRequester(new ProofQueueClient(queue)),
                Tick = TimeSpan.FromMilliseconds(options.Timing.TickMs),
                SealDelay = TimeSpan.FromMilliseconds(options.Timing.SealDelayMs),
                UnappliedCommandCountMax = options.Limits.UnappliedCommands,
                CommandsPerSecondPerClient = options.Limits.CommandsPerSecond,
                RandomSeed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))),
            },
            ClientEndpoint = IPEndPoint.Parse(options.Listen.Clients),
            PeerEndpoint = IPEndPoint.Parse(options.Listen.Peers),
            StatusEndpoint = IPEndPoint.Parse(options.Listen.Status),
            ClientCertificate = LoadCertificate(options.Tls, out var chain),
            ClientCertificateChain = chain,
            Queue = queue,
            Admin = new AccessPolicy(options.Admin, isProduction ? AccessPolicy.Default.Nobody : AccessPolicy.Default.Loopback),
            Proving = new AccessPolicy(options.Proving, AccessPolicy.Default.Everybody),
            ArchiveConnection = options.Archive.Connection,
            Limits = options.Limits,
            Telemetry = options.Telemetry,
        };
    }

    private static GenesisDocument LoadGenesis(NodeOptions options)
    {
        if (!GenesisEncoding.TryDecode(File.ReadAllBytes(options.Node.Genesis), out var genesis, out var rejection))
            throw new InvalidDataException($"node.genesis: {options.Node.Genesis} is refused: {rejection}. Every byte of this file counts; take an unchanged copy.");
        if (options.Mode == NodeMode.Production && genesis!.Facts.IsDevelopmentKey)
            throw new InvalidDataException("node.genesis: the ledger was founded on a development key, which whoever made it can forge proofs with. Production needs a key from a ceremony (amaters-prover import) and a new genesis document; for a trial set mode = \"development\".");
        return genesis!;
    }

    private static VerifyingKey LoadVerifyingKey(NodeOptions options, GenesisDocument genesis)
    {
        if (!VerifyingKey.TryDecode(File.ReadAllBytes(options.Node.VerifyingKey), out var key, out var rejection))
            throw new InvalidDataException($"node.verifying_key: {options.Node.VerifyingKey} is refused: {rejection}.");
        if (!key.ComputeDigest().AsSpan().SequenceEqual(genesis.Facts.VerifyingKeyDigest.AsSpan()))
            throw new InvalidDataException($"node.verifying_key: {options.Node.VerifyingKey} is not the key that the genesis document names. Give the one with digest {Convert.ToHexStringLower(genesis.Facts.VerifyingKeyDigest.AsSpan())}.");
        return key;
    }

    private static PeerCredentials LoadCredentials(NodeOptions options, GenesisDocument genesis)
    {
        PeerCredentials credentials;
        try
        {
            credentials = PeerCredentials.Load(options.Tls.Peers, options.Node.Id);
        }
        catch (Exception problem) when (problem is CryptographicException or FileNotFoundException)
        {
            throw new InvalidDataException($"tls.peers: {problem.Message}", problem);
        }

        var expected = new PeerIdentity(LedgerGroup.IdOf(genesis), options.Node.Id);
        if (credentials.Identity != expected)
            throw new InvalidDataException($"tls.peers: the certificate is for {credentials.Identity}; this node of this ledger is {expected}.");
        return credentials;
    }

    private static X509Certificate2 LoadCertificate(TlsOptions tls, out X509Certificate2Collection chain)
    {
        chain = [];
        try
        {
            chain.ImportFromPemFile(tls.Certificate);
            using var pair = X509Certificate2.CreateFromPemFile(tls.Certificate, tls.Key);
            return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), password: null);
        }
        catch (CryptographicException problem)
        {
            throw new InvalidDataException($"tls.certificate, tls.key: {problem.Message}", problem);
        }
    }

    private static ImmutableSortedDictionary<ulong, Uri> Addresses(NodeOptions options, Func<MemberOptions, string> address, Func<ulong, bool> isWanted) =>
        options.Members
            .Select(member => (Id: ulong.Parse(member.Key, CultureInfo.InvariantCulture), Address: new Uri(address(member.Value))))
            .Where(member => isWanted(member.Id))
            .ToImmutableSortedDictionary(member => member.Id, member => member.Address);
}
