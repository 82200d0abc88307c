using Amaters.Verifier.Genesis;
using Amaters.Verifier.Groth16;

namespace Amaters.Ledger.Node.Embedded;

/// <summary>Names the files of a development ledger.</summary>
/// <param name="Folder">The folder that holds them all.</param>
internal sealed record TrialFolder(string Folder)
{
    /// <summary>The genesis document.</summary>
    public string Genesis => Path.Combine(Folder, "genesis.json");

    /// <summary>The verifying key.</summary>
    public string VerifyingKey => Path.Combine(Folder, "verifying-key.bin");

    /// <summary>Certificates of the members.</summary>
    public string PeerCertificates => Path.Combine(Folder, "peers");

    /// <summary>The authority that clients trust.</summary>
    public string ClientAuthority => Path.Combine(Folder, "authority.pem");

    /// <summary>The certificate that the nodes show clients.</summary>
    public string ServerCertificate => Path.Combine(Folder, "server.pem");

    /// <summary>Its private key.</summary>
    public string ServerKey => Path.Combine(Folder, "server.key");

    /// <summary>Key that signs a node's checkpoints.</summary>
    public string CheckpointKey(ulong nodeId) => Path.Combine(Folder, $"checkpoints-{nodeId}.key");

    /// <summary>A node's data.</summary>
    public string Data(ulong nodeId) => Path.Combine(Folder, $"node-{nodeId}");

    /// <summary>A node's configuration, where it runs as a process of its own.</summary>
    public string Configuration(ulong nodeId) => Path.Combine(Folder, $"node-{nodeId}.toml");

    /// <summary>The ledger that was founded here, or null.</summary>
    /// <exception cref="InvalidDataException">The document was changed.</exception>
    public GenesisDocument? ReadGenesis()
    {
        if (!File.Exists(Genesis))
            return null;
        return GenesisEncoding.TryDecode(File.ReadAllBytes(Genesis), out var document, out var rejection)
            ? document
            : throw new InvalidDataException($"{Genesis} is refused: {rejection}. Start with another folder (--data).");
    }

    /// <summary>The ledger's verifying key.</summary>
    /// <exception cref="InvalidDataException">The file was changed.</exception>
    public VerifyingKey ReadVerifyingKey() =>
        Verifier.Groth16.VerifyingKey.TryDecode(File.ReadAllBytes(VerifyingKey), out var key, out var rejection)
            ? key
            : throw new InvalidDataException($"{VerifyingKey} is refused: {rejection}. Start with another folder (--data).");
}
