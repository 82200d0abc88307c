using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amaters.Ledger.Replication.Peers;

namespace Amaters.Ledger.Node.Embedded;

/// <summary>Makes the certificate that development nodes show their clients, and the authority for clients to trust.</summary>
internal static class ServerCertificates
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>Writes both to a folder. The authority's own key is thrown away.</summary>
    public static void Write(TrialFolder files, IReadOnlyList<string> hostNames, DateTimeOffset now)
    {
        using var authority = DevelopmentCertificates.CreateAuthority(now);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Amaters development node", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in hostNames)
        {
            if (IPAddress.TryParse(host, out var address))
                names.AddIpAddress(address);
            else
                names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        using var certificate = request.Create(authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(16));
        File.WriteAllText(files.ClientAuthority, authority.ExportCertificatePem());
        File.WriteAllText(files.ServerCertificate, certificate.ExportCertificatePem());
        File.WriteAllText(files.ServerKey, key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(files.ServerKey, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Reads the nodes' certificate with its key.</summary>
    public static X509Certificate2 Read(TrialFolder files)
    {
        using var pair = X509Certificate2.CreateFromPemFile(files.ServerCertificate, files.ServerKey);
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), password: null);
    }
}
