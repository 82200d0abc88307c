using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Amaters.Ledger.Replication.Peers;

/// <summary>Makes an authority and member certificates for development and tests; production brings its own.</summary>
public static class DevelopmentCertificates
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <summary>Writes <c>authority.pem</c> and, for each node, <c>node-ID.pem</c> and <c>node-ID.key</c>. The authority's key is thrown away.</summary>
    /// <param name="folder">Where to write; created if missing.</param>
    /// <param name="group">The group that the certificates are good for.</param>
    /// <param name="nodeIds">The members.</param>
    /// <param name="now">Start of the validity, one day earlier to forgive skewed clocks.</param>
    public static void Write(string folder, GroupId group, IEnumerable<ulong> nodeIds, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        using var authority = CreateAuthority(now);
        File.WriteAllText(Path.Combine(folder, "authority.pem"), authority.ExportCertificatePem());
        foreach (var nodeId in nodeIds)
        {
            using var certificate = Issue(authority, new PeerIdentity(group, nodeId), now);
            using var key = certificate.GetECDsaPrivateKey()!;
            File.WriteAllText(Path.Combine(folder, $"node-{nodeId}.pem"), certificate.ExportCertificatePem());
            WritePrivate(Path.Combine(folder, $"node-{nodeId}.key"), key.ExportPkcs8PrivateKeyPem());
        }
    }

    /// <summary>A self-signed authority with its key.</summary>
    public static X509Certificate2 CreateAuthority(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Amaters development authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        return request.CreateSelfSigned(now.AddDays(-1), now + Lifetime);
    }

    /// <summary>A member's certificate with its key, good for both ends of a connection.</summary>
    public static X509Certificate2 Issue(X509Certificate2 authority, PeerIdentity identity, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=node-{identity.NodeId}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(identity.ToString());
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        using var issued = request.Create(authority, now.AddDays(-1), authority.NotAfter, RandomNumberGenerator.GetBytes(16));
        return issued.CopyWithPrivateKey(key);
    }

    private static void WritePrivate(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
