using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Amaters.Prover.Worker;

/// <summary>TLS towards the nodes.</summary>
internal static class NodeTls
{
    /// <summary>A handler that trusts the authorities of a PEM file, or the system's when there is none.</summary>
    /// <param name="authority">Authorities of the nodes' certificates.</param>
    /// <param name="certificate">Certificate and key, in one PEM file, that this worker shows the nodes; null shows none.</param>
    public static HttpMessageHandler CreateHandler(FileInfo? authority, FileInfo? certificate)
    {
        var tls = new SslClientAuthenticationOptions();
        if (authority is not null)
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(authority.FullName);
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        if (certificate is not null)
            tls.ClientCertificates = [X509Certificate2.CreateFromPemFile(certificate.FullName)];
        return new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(3), SslOptions = tls };
    }
}
