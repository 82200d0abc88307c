using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Amaters.Ledger.Replication.Peers;

/// <summary>A member's certificate and the authority it trusts, as settings of both ends of mutual TLS.</summary>
/// <remarks>
/// Only the group's own authority is trusted, never the machine's store. The listener accepts any member of the group and
/// checks per message that a peer speaks as itself; a dialler accepts only the member that it meant to reach.
/// </remarks>
public sealed class PeerCredentials
{
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _authorities;

    /// <summary>Takes a member's certificate with its private key and the certificates of the authorities to trust.</summary>
    /// <exception cref="CryptographicException">The certificate has no private key or names no member of a group.</exception>
    public PeerCredentials(X509Certificate2 certificate, X509Certificate2Collection authorities)
    {
        if (!certificate.HasPrivateKey)
            throw new CryptographicException("The node's certificate comes without its private key.");
        if (!PeerIdentity.TryFromCertificate(certificate, out var identity))
            throw new CryptographicException($"The node's certificate ({certificate.Subject}) names no member; it needs one DNS name like {new PeerIdentity(new GroupId(1), 1)}.");
        _certificate = certificate;
        _authorities = authorities;
        Identity = identity;
    }

    /// <summary>Who this member is.</summary>
    public PeerIdentity Identity { get; }

    /// <summary>Reads <c>FOLDER/authority.pem</c>, <c>FOLDER/node-ID.pem</c> and <c>FOLDER/node-ID.key</c>.</summary>
    public static PeerCredentials Load(string folder, ulong nodeId)
    {
        using var pair = X509Certificate2.CreateFromPemFile(Path.Combine(folder, $"node-{nodeId}.pem"), Path.Combine(folder, $"node-{nodeId}.key"));
        // Windows cannot use a key that lives in memory only; the round trip through PKCS#12 gives it a container.
        var certificate = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), password: null);
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(Path.Combine(folder, "authority.pem"));
        return new PeerCredentials(certificate, authorities);
    }

    /// <summary>Makes a Kestrel listener demand a certificate of a member of this group.</summary>
    public void Configure(HttpsConnectionAdapterOptions listener)
    {
        listener.ServerCertificate = _certificate;
        listener.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
        listener.ClientCertificateValidation = (certificate, _, _) => IsMember(certificate, out _);
    }

    /// <summary>TLS settings for dialling one member: shows this member's certificate and accepts only that member's.</summary>
    public SslClientAuthenticationOptions ForDialling(ulong nodeId)
    {
        var expected = new PeerIdentity(Identity.Group, nodeId);
        return new SslClientAuthenticationOptions
        {
            TargetHost = expected.ToString(),
            ClientCertificates = [_certificate],
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
                certificate is X509Certificate2 presented && IsMember(presented, out var identity) && identity == expected,
        };
    }

    /// <summary>True if the certificate was issued by a trusted authority, is valid now, and names a member of this group.</summary>
    public bool IsMember(X509Certificate2 certificate, out PeerIdentity identity)
    {
        if (!PeerIdentity.TryFromCertificate(certificate, out identity) || identity.Group != Identity.Group)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }
}
