using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Amaters.Prover.Worker;

/// <summary>TLS towards the nodes.</summary>
internal static class NodeTls
{
    /// <summary>A handler that trusts the authorities of a PEM file, or the system's when there is none.</summary>
    public static HttpMessageHandler CreateHandler(FileInfo? authority)
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(3) };
        if (authority is null)
            return handler;
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(authority.FullName);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        return handler;
    }
}
