using System.Collections.Immutable;
using System.Security.Cryptography;
using Amaters.Ledger.Node.Hosting;
using Amaters.Ledger.Replication.Peers;
using Amaters.Verifier.Genesis;
using Amaters.Verifier.Groth16;

namespace Amaters.Ledger.Node.Embedded;

/// <summary>Founds a ledger for development: document, keys and certificates of all its nodes, in one folder.</summary>
/// <remarks>In production every operator makes its own key and keeps it; see <c>amaters-node genesis</c>.</remarks>
internal static class TrialFounding
{
    private const int SliceCountMax = 64;
    private const int ShardCountMax = 8;
    private const int PayloadBytesMax = 64 << 10;

    /// <summary>Writes everything that nodes 1 to <paramref name="nodeCount"/> of a new ledger need.</summary>
    /// <param name="files">Where to write; the folder must not hold a ledger yet.</param>
    /// <param name="name">Name of the ledger, for people.</param>
    /// <param name="nodeCount">Number of nodes.</param>
    /// <param name="key">The verifying key, whose label names the circuit.</param>
    /// <param name="hostNames">Names and addresses by which clients will call the nodes.</param>
    /// <param name="now">Start of the certificates' validity.</param>
    public static GenesisDocument Found(TrialFolder files, string name, int nodeCount, VerifyingKey key, IReadOnlyList<string> hostNames, DateTimeOffset now)
    {
        Directory.CreateDirectory(files.Folder);
        var nodeIds = Enumerable.Range(1, nodeCount).Select(id => (ulong)id).ToList();
        var members = nodeIds.Select(id => Member(files, id)).ToImmutableArray();
        var shape = key.Label.Shape ?? throw new ArgumentException("The key is not for a batch circuit.", nameof(key));
        var sliceCount = SliceCount(shape.TreeDepth);
        var genesis = GenesisDocument.Create(new GenesisFacts
        {
            Name = name,
            Nonce = [.. RandomNumberGenerator.GetBytes(GenesisRules.DigestByteCount)],
            Shape = shape,
            CircuitDigest = [.. key.Label.Circuit.ToBytes()],
            VerifyingKeyDigest = [.. key.ComputeDigest()],
            IsDevelopmentKey = key.Label.IsDevelopment,
            Members = members,
            IsRegistrationOpen = true,
            Registrars = [],
            SliceCount = sliceCount,
            ShardCount = Math.Min(ShardCountMax, sliceCount),
            PayloadBytesMax = PayloadBytesMax,
        });

        DevelopmentCertificates.Write(files.PeerCertificates, LedgerGroup.IdOf(genesis), nodeIds, now);
        ServerCertificates.Write(files, hostNames, now);
        File.WriteAllBytes(files.VerifyingKey, key.Encode());
        // Last, since its presence says that the folder is complete.
        File.WriteAllBytes(files.Genesis, genesis.CanonicalBytes.Span);
        return genesis;
    }

    private static GenesisMember Member(TrialFolder files, ulong nodeId)
    {
        var path = files.CheckpointKey(nodeId);
        // Left over from a founding that was cut short.
        File.Delete(path);
        using var signer = CheckpointKeyFile.Create(path, $"node-{nodeId}");
        return new GenesisMember(nodeId, signer.PublicKey, signer.Verifier.KeyName);
    }

    private static int SliceCount(int treeDepth) => treeDepth == 1 ? 8 : SliceCountMax;
}
